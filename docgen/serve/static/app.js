"use strict";
// The page asks for the state once, then listens for changes; pictures are swapped when loaded.
const $ = (id) => document.getElementById(id);
const state = { data: null, key: "", page: 1, zoom: "fit" };

const remembered = new URLSearchParams(location.hash.slice(1));
state.key = remembered.get("doc") || "";
state.page = Number(remembered.get("page") || 1);

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const current = () => state.data.documents.find((d) => d.key === state.key);
const address = (doc, page, width) =>
  `/page/${encodeURIComponent(doc.key)}/${page}.png?w=${width}&d=${doc.pages[page - 1]}`;

function editorLink(file, line, column) {
  const path = file.startsWith("/") ? file : `${state.data.root}/${file}`;
  return state.data.editor
    .replace("{path}", encodeURI(path)).replace("{line}", line || 1).replace("{column}", column || 1);
}

let asked = 0;

async function load() {
  const mine = ++asked;
  let data;
  try {
    data = await (await fetch("/api/state", { cache: "no-store" })).json();
  } catch {
    if (mine === asked) setTimeout(load, 500);  // the server is busy, or begins anew
    return;
  }
  if (mine !== asked) return;  // a later answer says what is true now
  state.data = data;
  const known = state.data.documents;
  if (known.length && !current()) state.key = known[0].key;
  show();
}

function show() {
  const doc = current();
  $("documents").replaceChildren(...state.data.documents.map((d) => make("li", {},
    make("button", {
      type: "button", text: d.key.replaceAll("~", "/"), "aria-current": String(d.key === state.key),
      class: d.broken ? "broken" : null, onclick: () => go(d.key, 1),
    }))));
  const themes = ["", ...state.data.known_themes];
  $("theme").replaceChildren(...themes.map((name) => {
    const option = make("option", { value: name, text: name || "layout's own" });
    option.selected = name === state.data.theme;
    return option;
  }));
  showBanner(doc);
  if (!doc) return;
  state.page = Math.max(1, Math.min(state.page, doc.pages.length || 1));
  location.replace(`#${new URLSearchParams({ doc: doc.key, page: state.page })}`);
  document.title = `${doc.key} · docgen`;
  $("download").href = `/download/${encodeURIComponent(doc.key)}`;
  $("present").href = `/present/${encodeURIComponent(doc.key)}#${state.page}`;
  $("present").hidden = doc.kind !== "deck";
  showThumbs(doc);
  showPage(doc);
  showFindings(doc);
  showSettings();
  if (!$("claims").hidden) showClaims(doc);
}

function showBanner(doc) {
  const problems = [...state.data.problems, ...(doc && doc.broken ? doc.findings.filter((f) => f.severity === "error") : [])];
  $("banner").hidden = problems.length === 0;
  if (!problems.length) return;
  const first = problems[0];
  const place = first.file ? `${first.file}:${first.line || 1}:${first.column || 1}` : "";
  $("banner").replaceChildren(
    "Shown is the last good build. ",
    first.file ? make("a", { href: editorLink(first.file, first.line, first.column), text: place }) : "",
    ` ${first.code}: ${first.message}`, problems.length > 1 ? ` (and ${problems.length - 1} more)` : "");
}

function showThumbs(doc) {
  const holder = $("thumbs");
  while (holder.children.length > doc.pages.length) holder.lastChild.remove();
  doc.pages.forEach((digest, index) => {
    let button = holder.children[index];
    if (!button) {
      button = make("button", { type: "button", onclick: () => go(state.key, index + 1) },
        make("img", { alt: "", loading: "lazy" }), make("span", { text: String(index + 1) }));
      holder.append(button);
    }
    const noun = doc.kind === "deck" ? "Slide" : "Page";
    button.setAttribute("aria-label", `${noun} ${index + 1}`);
    button.setAttribute("aria-current", String(index + 1 === state.page));
    const image = button.firstChild;
    if (image.dataset.shown !== digest) {
      image.dataset.shown = digest;
      image.width = doc.width; image.height = doc.height;
      image.src = address(doc, index + 1, 300);
    }
  });
}

function widthOf(doc) {
  const stage = $("stage"), room = { width: stage.clientWidth - 40, height: stage.clientHeight - 80 };
  const fit = Math.min(room.width, (room.height * doc.width) / doc.height);
  if (state.zoom === "fit") return Math.max(200, fit);
  if (state.zoom === "width") return room.width;
  return (doc.width * 96 / 72) * Number(state.zoom);
}

async function showPage(doc) {
  if (!doc.pages.length) { $("picture").removeAttribute("src"); $("regions").replaceChildren(); return; }
  const width = widthOf(doc), height = (width * doc.height) / doc.width;
  const source = address(doc, state.page, Math.round(width * (window.devicePixelRatio || 1)));
  const noun = doc.kind === "deck" ? "Slide" : "Page";
  $("where").textContent = `${noun} ${state.page} of ${doc.pages.length}`;
  const notes = doc.notes[state.page - 1] || "";
  $("notes").hidden = !notes;
  $("notes").textContent = notes;
  const picture = $("picture");
  picture.style.width = `${width}px`;
  picture.style.height = `${height}px`;
  if (picture.dataset.source !== source) {
    picture.dataset.source = source;
    const next = new Image();
    next.src = source;
    try { await next.decode(); } catch {
      if (picture.dataset.source === source) { picture.dataset.source = ""; setTimeout(load, 500); }
      return;
    }
    if (picture.dataset.source !== source) return;
    picture.src = source;
    picture.alt = `${noun} ${state.page} of ${doc.key}`;
    picture.dataset.shown = doc.pages[state.page - 1];
  }
  showRegions(doc);
}

async function showRegions(doc) {
  const page = state.page, answer = await fetch(`/api/regions/${encodeURIComponent(doc.key)}`);
  if (!answer.ok || page !== state.page || doc.key !== state.key) return;
  const all = await answer.json();
  $("regions").replaceChildren(...(all[page - 1] || []).map(([x, y, w, h, file, line, column]) => {
    const button = make("button", {
      type: "button", "aria-label": `Open ${file} line ${line}`, title: `${file}:${line}:${column}`,
      tabindex: "-1", onclick: () => { location.href = editorLink(file, line, column); },
    });
    Object.assign(button.style, { left: `${x * 100}%`, top: `${y * 100}%`, width: `${w * 100}%`, height: `${h * 100}%` });
    return button;
  }));
}

function showFindings(doc) {
  const found = [...state.data.problems, ...doc.findings];
  $("tab-findings").textContent = `Findings (${found.length})`;
  $("findings").replaceChildren(...(found.length ? found.map((f) => make("div", { class: `finding ${f.severity}` },
    make("p", { class: "code", text: `${f.severity} ${f.code}` }), make("p", { text: f.message }),
    f.hint ? make("p", { class: "passage", text: f.hint }) : "",
    f.file ? make("p", {}, make("a", { href: editorLink(f.file, f.line, f.column), text: `${f.file}:${f.line || 1}:${f.column || 1}` })) : ""))
    : [make("p", { class: "none", text: "Nothing is wrong." })]));
}

async function showClaims(doc) {
  const answer = await fetch(`/api/claims/${encodeURIComponent(doc.key)}`, { cache: "no-store" });
  const report = await answer.json();
  if (doc.key !== state.key) return;
  $("claims").replaceChildren(...(report ? report.claims.map((c) => make("div", { class: `finding ${c.code ? "warning" : ""}` },
    make("p", { class: "code", text: `${c.kind} · ${c.status}` }), make("p", { text: c.claim }),
    c.article ? make("p", { class: "passage", text: `“${c.article.sentence}”` }) : make("p", { class: "passage", text: "no passage" }),
    c.line ? make("p", {}, make("a", { href: editorLink(doc.source, c.line, c.column), text: `line ${c.line}` })) : ""))
    : [make("p", { class: "none", text: "This summary names no article." })]));
}

function showSettings() {
  const chosen = new Set(state.data.layouts), params = state.data.params, fields = {};
  for (const layout of state.data.known_layouts) if (chosen.has(layout.name)) Object.assign(fields, layout.params);
  const layouts = make("fieldset", {}, make("legend", { text: "Layouts" }), ...state.data.known_layouts.map((l) => {
    const box = make("input", { type: "checkbox", value: l.name, name: "layout" });
    box.checked = chosen.has(l.name);
    box.addEventListener("change", () => choose({ layouts: [...document.querySelectorAll("[name=layout]:checked")].map((b) => b.value) }));
    return make("label", { title: l.description }, box, ` ${l.name}`);
  }));
  const values = make("fieldset", {}, make("legend", { text: "Parameters" }), ...Object.entries(fields).map(([name, value]) => {
    const now = name in params ? params[name] : value;
    const field = typeof value === "boolean"
      ? make("input", { type: "checkbox" }) : make("input", { type: typeof value === "number" ? "number" : "text", value: String(now) });
    if (typeof value === "boolean") field.checked = now === true || now === "true";
    field.addEventListener("change", () => choose({ params: { ...state.data.params, [name]: typeof value === "boolean" ? field.checked : field.value } }));
    return make("label", {}, `${name} `, field);
  }));
  if (!$("settings").contains(document.activeElement)) $("settings").replaceChildren(layouts, values);
}

async function choose(wanted) {
  await fetch("/api/choose", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wanted) });
  await load();
}

function go(key, page) { state.key = key; state.page = page; show(); $("stage").scrollTop = 0; }

function turn(by) {
  const doc = current();
  if (doc) go(doc.key, Math.max(1, Math.min(doc.pages.length, state.page + by)));
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, [role=tablist]") || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = { ArrowRight: 1, PageDown: 1, ArrowDown: 1, ArrowLeft: -1, PageUp: -1, ArrowUp: -1 };
  if (event.key in keys) { event.preventDefault(); turn(keys[event.key]); }
  if (event.key === "Home") turn(-9999);
  if (event.key === "End") turn(9999);
  if (event.key === "n" || event.key === "p") {
    const all = state.data.documents, at = all.findIndex((d) => d.key === state.key);
    const next = all[(at + (event.key === "n" ? 1 : all.length - 1)) % all.length];
    if (next) go(next.key, 1);
  }
  if (event.key === "d") $("mode").click();
});

const tabs = [...document.querySelectorAll("[role=tab]")];
tabs.forEach((tab, index) => {
  tab.addEventListener("click", () => {
    tabs.forEach((one) => {
      const chosen = one === tab;
      one.setAttribute("aria-selected", String(chosen));
      one.tabIndex = chosen ? 0 : -1;
      $(one.getAttribute("aria-controls")).hidden = !chosen;
    });
    if (tab.id === "tab-claims" && current()) showClaims(current());
  });
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(index + step + tabs.length) % tabs.length];
    next.focus(); next.click();
  });
});

function dark(on) {
  document.documentElement.classList.toggle("dark", on);
  $("mode").setAttribute("aria-pressed", String(on));
}
dark(localStorage.getItem("docgen-dark") === null ? matchMedia("(prefers-color-scheme: dark)").matches : localStorage.getItem("docgen-dark") === "1");
$("mode").addEventListener("click", () => {
  const on = $("mode").getAttribute("aria-pressed") !== "true";
  localStorage.setItem("docgen-dark", on ? "1" : "0");
  dark(on);
});
$("zoom").addEventListener("change", () => { state.zoom = $("zoom").value; if (current()) showPage(current()); });
$("theme").addEventListener("change", () => choose({ theme: $("theme").value }));
addEventListener("resize", () => { if (state.data && current()) showPage(current()); });

const events = new EventSource("/api/events");
events.onmessage = (event) => { if (event.data !== "{}" || state.data === null) load(); };
events.onopen = () => { if (state.data !== null) load(); };
