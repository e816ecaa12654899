// What the page shows of the network: the digit it sees, its answer, its feature maps, its training curve.
const xmlns = "http://www.w3.org/2000/svg";

export function drawSeen(pixels) {
  paint(document.getElementById("seen").getContext("2d"), pixels, 28, 0, 0);
}

/** Draws the maps of a layer, one beside the other; each is square. */
export function drawMaps(layer, maps, channels, columns) {
  const canvas = document.getElementById(`maps-${layer}`);
  const side = Math.sqrt(maps.length / channels);
  const cell = side + 2;
  canvas.width = columns * cell;
  canvas.height = (channels / columns) * cell;
  const context = canvas.getContext("2d");
  for (let channel = 0; channel < channels; channel++) {
    const map = maps.subarray(channel * side * side, (channel + 1) * side * side);
    paint(context, map, side, (channel % columns) * cell + 1, Math.floor(channel / columns) * cell + 1);
  }
}

function paint(context, pixels, side, x, y) {
  const image = context.createImageData(side, side);
  pixels.forEach((value, i) => {
    // From black over violet and orange to white: dark maps still show where they are weakly excited.
    const t = value / 255;
    image.data.set([255 * Math.min(1, 1.6 * t), 255 * t * t, 255 * Math.max(0.25 * Math.sin(Math.PI * Math.min(1, 2 * t)), 3 * t - 2), 255], 4 * i);
  });
  context.putImageData(image, x, y);
}

export function drawProbabilities(probabilities) {
  const best = probabilities.indexOf(Math.max(...probabilities));
  const list = document.getElementById("probabilities");
  probabilities.forEach((probability, digit) => {
    const item = list.children[digit];
    item.className = digit === best ? "best" : "";
    item.querySelector("i").style.width = `${(100 * probability).toFixed(1)}%`;
    item.lastElementChild.textContent = `${(100 * probability).toFixed(0)} %`;
  });
  return best;
}

/** The curve of a training: the loss of every step, smoothed, and the accuracy where it was tested. */
export class Curve {
  #svg = document.getElementById("curve");
  #losses = [];
  #tests = [];

  constructor() {
    new ResizeObserver(() => this.#draw()).observe(this.#svg);
  }

  begin(accuracy) {
    this.#losses = [];
    this.#tests = accuracy === undefined ? [] : [[0, accuracy]];
    this.#draw();
  }

  add({ step, loss, tested }) {
    const last = this.#losses.at(-1)?.[1] ?? loss;
    this.#losses.push([step, 0.7 * last + 0.3 * loss]);
    if (tested !== null) {
      this.#tests.push([step, tested]);
    }

    this.#draw();
  }

  #draw() {
    const [left, right, top, bottom] = [34, this.#svg.clientWidth - 48, 8, 162];
    const lastStep = Math.max(20, this.#losses.at(-1)?.[0] ?? 0);
    const most = Math.max(0.5, ...this.#losses.map(point => point[1]));
    const x = step => left + (right - left) * step / lastStep;
    const y = share => bottom - (bottom - top) * share;
    const points = (list, scale) => list.map(([step, value]) => `${x(step).toFixed(1)},${y(value / scale).toFixed(1)}`).join(" ");
    this.#svg.querySelector("polyline.loss").setAttribute("points", points(this.#losses, most));
    this.#svg.querySelector("polyline.accuracy").setAttribute("points", points(this.#tests, 1));
    const grid = [];
    for (const share of [0, 0.5, 1]) {
      grid.push(element("line", { x1: left, x2: right, y1: y(share), y2: y(share) }));
      grid.push(element("text", { x: left - 6, y: y(share) + 4, "text-anchor": "end" }, (most * share).toFixed(1)));
      grid.push(element("text", { x: right + 6, y: y(share) + 4 }, `${100 * share} %`));
    }

    grid.push(element("text", { x: right, y: bottom + 18, "text-anchor": "end" }, `${lastStep} steps`));
    this.#svg.querySelector(".grid").replaceChildren(...grid);
  }
}

function element(name, attributes, text = "") {
  const node = document.createElementNS(xmlns, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.textContent = text;
  return node;
}
