import { Curve, drawMaps, drawProbabilities, drawSeen } from "./drawing.js";
import { Pad } from "./pad.js";

const at = id => document.getElementById(id);
const lesson = 12;
const maxSteps = 100000;
const patience = 10000;
const ready = "Ready.";

/** Asks the worker; gives a promise of its answer. */
class Network {
  #worker = new Worker("worker.js", { type: "module" });
  #waiting = new Map();
  #next = 0;

  constructor(progress) {
    this.#worker.addEventListener("message", ({ data }) => {
      if (data.progress) {
        progress(data.progress);
        return;
      }

      const { resolve, reject } = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.error) {
        reject(new Error(data.error));
      } else {
        resolve(data.result);
      }
    });
    this.#worker.addEventListener("error", event => fail(new Error(event.message || "The worker did not start.")));
  }

  ask(call, ...values) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, call, values });
    });
  }
}

function fail(error) {
  document.documentElement.dataset.state = "failed";
  at("state").textContent = `This did not work: ${error.message}`;
}

/**
 * Lets a service worker watch what the page loads, so that nothing is loaded twice. The page works without, too: where the browser has no service
 * workers, refuses them, or leaves the page alone because it was reloaded by force. Then one is at work already and nobody waits for it.
 */
async function watchLoading() {
  try {
    const registration = await navigator.serviceWorker?.register("service-worker.js");
    if (registration?.installing && !navigator.serviceWorker.controller) {
      const taken = new Promise(resolve => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
      await Promise.race([taken, new Promise(resolve => setTimeout(resolve, patience))]);
    }
  } catch (error) {
    console.info(`Nothing will be kept: ${error.message}`);
  }
}

/** Has all that the page uses kept for the time when there is no network, at once or as soon as a service worker is there, and then says so. */
function keepForLater(urls) {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) {
    navigator.serviceWorker?.addEventListener("controllerchange", () => keepForLater(urls), { once: true });
    return;
  }

  const { port1, port2 } = new MessageChannel();
  port1.addEventListener("message", () => {
    document.documentElement.dataset.kept = "all";
    if (at("state").textContent === ready) {
      at("state").textContent = "Ready; this page now works without a network, too.";
    }
  });
  port1.start();
  worker.postMessage([...urls, ...performance.getEntriesByType("resource").map(entry => entry.name), location.href], [port2]);
}

for (let digit = 0; digit < 10; digit++) {
  const item = document.createElement("li");
  item.innerHTML = `<span>${digit}</span><span class="bar"><i></i></span><span>–</span>`;
  at("probabilities").append(item);
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: digit });
  button.addEventListener("click", () => teach(digit).catch(fail));
  at("labels").append(button);
}

const curve = new Curve();
let network;
let isReady = false;
let isDrawn = false;
let picture = null;
let isAsking = false;
let isTraining = false;

const pad = new Pad(drawn => {
  picture = drawn;
  isDrawn = drawn !== null;
  if (drawn) {
    look().catch(fail);
  } else {
    at("answer").textContent = "–";
    at("teach").disabled = true;
  }
}, sentence => { at("state").textContent = sentence; });

/** Shows the network what is on the pad, and what it says. Of pictures that come while it thinks the last one counts. */
async function look() {
  if (!isReady || isAsking || !picture) {
    return;
  }

  isAsking = true;
  try {
    while (picture) {
      const drawn = picture;
      picture = null;
      const { seen, ...view } = await network.ask("show", ...drawn.picture());
      drawSeen(seen);
      show(view);
    }
  } finally {
    isAsking = false;
  }
}

/** Shows what the network says, unless the pad was cleared while it thought. */
function show({ probabilities, milliseconds, maps }) {
  if (!isDrawn) {
    return;
  }

  at("answer").textContent = drawProbabilities(probabilities);
  at("teach").disabled = false;
  at("timing").textContent = `Answered in ${milliseconds.toFixed(1)} ms.`;
  drawMaps("conv2d", maps.conv2d, 32, 8);
  drawMaps("conv2d_1", maps.conv2d_1, 64, 8);
}

function progress(report) {
  curve.add(report);
  const { step, loss, milliseconds, tested } = report;
  document.documentElement.dataset.step = step;
  document.documentElement.dataset.loss = loss;
  at("timing").textContent = `A step of 32 digits takes ${milliseconds.toFixed(0)} ms.`;
  if (tested !== null) {
    at("progress").textContent = `Step ${step}: loss ${loss.toFixed(2)}; it reads ${Math.round(100 * tested)} of 100 test digits.`;
    if (isDrawn) {
      network.ask("look").then(show).catch(fail);
    }
  }
}

async function train(steps) {
  isTraining = true;
  at("train").setAttribute("aria-pressed", "true");
  const isDone = await network.ask("train", steps);
  if (isDone) {
    endTraining();
  }
}

function endTraining() {
  isTraining = false;
  at("train").setAttribute("aria-pressed", "false");
}

async function teach(digit) {
  await network.ask("teach", digit);
  at("progress").textContent = `It learns that this is a ${digit}…`;
  await train(lesson);
}

async function exchange(call, text, ...values) {
  endTraining();
  const accuracy = await network.ask(call, ...values);
  curve.begin(accuracy);
  document.documentElement.dataset.step = 0;
  at("progress").textContent = `${text} It reads ${Math.round(100 * accuracy)} of 100 test digits.`;
  if (isDrawn) {
    show(await network.ask("look"));
  }
}

async function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([await network.ask("save")]));
  link.download = "digits.safetensors";
  link.click();
  URL.revokeObjectURL(link.href);
}

at("clear").addEventListener("click", () => pad.clear());
at("begin").addEventListener("click", () => exchange("begin", "This network knows nothing yet.", Math.floor(Math.random() * 1e6)).catch(fail));
at("restore").addEventListener("click", () => exchange("restore", "This network has learnt from 60,000 digits.").catch(fail));
at("save").addEventListener("click", () => save().catch(fail));
at("train").addEventListener("click", () => {
  if (isTraining) {
    endTraining();
    network.ask("stop").catch(fail);
  } else {
    train(maxSteps).catch(fail);
  }
});

try {
  curve.begin();
  await watchLoading();
  network = new Network(progress);
  const urls = await network.ask("open");
  isReady = true;
  document.documentElement.dataset.state = "ready";
  at("state").textContent = ready;
  ["begin", "train", "restore", "save"].forEach(id => { at(id).disabled = false; });
  keepForLater(urls);
  await look();
} catch (error) {
  fail(error);
}
