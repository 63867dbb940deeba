// Shows the pages that hold all the words typed. Everything else works without scripts.
"use strict";
(() => {
  const pages = window.docgenPages || [];
  const form = document.getElementById("search");
  const input = document.getElementById("words");
  const results = document.getElementById("results");
  const all = document.getElementById("all");
  const MOST = 60;

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const index = pages.map((page) => plain(`${page[0]} ${page[1]} ${page[5]}`));

  // An excerpt around the first word found, the words marked.
  function excerpt(text, words) {
    const lower = plain(text);
    const same = lower.length === text.length;
    const first = same ? Math.max(0, Math.min(...words.map((w) => lower.indexOf(w)).filter((at) => at >= 0), text.length)) : 0;
    const from = first < 50 || first === text.length ? 0 : text.indexOf(" ", first - 50) + 1;
    const cut = text.slice(from, from + 180);
    const shown = document.createElement("p");
    if (from) shown.append("… ");
    let rest = cut;
    for (;;) {
      const low = plain(rest);
      const hits = same ? words.map((w) => [low.indexOf(w), w.length]).filter(([at]) => at >= 0) : [];
      if (!hits.length) break;
      const [at, length] = hits.sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
      const mark = document.createElement("mark");
      mark.textContent = rest.slice(at, at + length);
      shown.append(rest.slice(0, at), mark);
      rest = rest.slice(at + length);
    }
    shown.append(rest);
    if (from + 180 < text.length) shown.append(" …");
    return shown;
  }

  function find() {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    results.hidden = !words.length;
    all.hidden = words.length > 0;
    results.textContent = "";
    if (!words.length) return;
    const found = pages.filter((_, at) => words.every((word) => index[at].includes(word)));
    const count = document.createElement("p");
    count.className = "facts";
    count.textContent = found.length === 1 ? "1 page found" : `${found.length} pages found`;
    if (found.length > MOST) count.textContent += `, the first ${MOST} shown`;
    results.append(count);
    const list = document.createElement("ol");
    list.className = "found";
    for (const [title, layout, unit, folder, number, text] of found.slice(0, MOST)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `${folder}index.html#page-${number}`;
      const image = document.createElement("img");
      image.src = `${folder}small-${String(number).padStart(2, "0")}.png`;
      image.alt = "";
      image.loading = "lazy";
      const told = document.createElement("span");
      told.textContent = `${title}: ${layout}, ${unit} ${number}`;
      link.append(image, told);
      item.append(link, excerpt(text, words));
      list.append(item);
    }
    results.append(list);
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", find);
  if (input.value) find();
})();
