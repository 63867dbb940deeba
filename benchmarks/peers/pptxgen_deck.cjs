// The deck with PptxGenJS: COUNT decks of the content on stdin (JSON); on stdout the seconds of
// processor of each of ROUNDS rounds, after one that warms the compiler up. Compressed, as ours is.
const PptxGenJS = require("pptxgenjs");
const c = JSON.parse(require("fs").readFileSync(0, "utf-8"));

async function make(number) {
  const deck = new PptxGenJS();
  deck.layout = "LAYOUT_WIDE";
  const box = { x: 0.5, y: 1.5, w: 12, h: 5 };
  deck.addSlide().addText(`${c.title} ${number}`, box);
  for (const [heading, points] of c.slides) {
    const slide = deck.addSlide();
    slide.addText(heading, { x: 0.5, y: 0.3, w: 12, h: 1 });
    slide.addText(points.map((text) => ({ text, options: { bullet: true, breakLine: true } })), box);
  }
  const series = c.series.map(([name, values]) => ({ name, labels: c.years, values }));
  deck.addSlide().addChart(deck.ChartType.bar, series, box);
  deck.addSlide().addTable(c.rows, box);
  return deck.write({ outputType: "nodebuffer", compression: true });
}

(async () => {
  const seconds = [];
  for (let round = 0; round <= c.rounds; round++) {
    const start = process.cpuUsage();
    for (let n = 1; n <= c.count; n++) await make(round * c.count + n);
    const used = process.cpuUsage(start);
    if (round) seconds.push((used.user + used.system) / 1e6);
  }
  console.log(JSON.stringify(seconds));
})();
