"use strict";
// The presenter's view: this slide, the next, the notes, a clock. Another window follows by hash.
const key = decodeURIComponent(location.pathname.split("/").pop());
const begun = Date.now();
let doc = null;
let page = Number(location.hash.slice(1)) || 1;
const channel = new BroadcastChannel(`docgen-${key}`);

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
  doc = data.documents.find((d) => d.key === key) || doc;
  show();
}

function put(image, number, width) {
  image.hidden = number > doc.pages.length;
  if (image.hidden) return;
  const source = `/page/${encodeURIComponent(key)}/${number}.png?w=${width}&d=${doc.pages[number - 1]}`;
  if (image.getAttribute("src") !== source) image.src = source;
  image.alt = `Slide ${number}`;
}

function show() {
  if (!doc) return;
  page = Math.max(1, Math.min(page, doc.pages.length));
  put(document.querySelector("#current img"), page, 1600);
  put(document.querySelector("#next img"), page + 1, 700);
  document.getElementById("speaker").textContent = doc.notes[page - 1] || "";
  document.getElementById("place").textContent = `${page} / ${doc.pages.length}`;
  history.replaceState(null, "", `#${page}`);
}

function turn(by) { page += by; show(); channel.postMessage(page); }

document.addEventListener("keydown", (event) => {
  const keys = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, Home: -9999, End: 9999 };
  if (event.key in keys) { event.preventDefault(); turn(keys[event.key]); }
  if (event.key === "f") document.documentElement.requestFullscreen();
});
channel.onmessage = (event) => { page = event.data; show(); };
document.querySelector("#current img").addEventListener("click", () => turn(1));

function tick() {
  const seconds = Math.floor((Date.now() - begun) / 1000);
  document.getElementById("clock").textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  document.getElementById("elapsed").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
tick();
setInterval(tick, 1000);
load();
new EventSource("/api/events").onmessage = load;
