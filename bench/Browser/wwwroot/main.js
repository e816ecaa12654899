// Results are compared before anything is timed; the sides run in turn.
import { batch, createNetGen, createTensorFlow, data } from "./contenders.js";

const report = document.getElementById("report");
const rounds = 15;
const steps = 5;
const median = times => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
const lines = [];

function say(line) {
  lines.push(line);
  report.textContent = lines.join("\n");
}

async function learn(contender) {
  const losses = [];
  for (let i = 0; i < steps; i++) {
    losses.push(await contender.step());
  }

  return losses;
}

const largestDifference = (a, b) => Math.max(...a.map((value, i) => Math.abs(value - b[i])));

/** Milliseconds of each side's work, as medians of rounds in which each side takes its turn. */
async function time(contenders, repetitions, work) {
  const times = contenders.map(() => []);
  for (let round = -2; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      await contender.use?.();
      const start = performance.now();
      for (let k = 0; k < repetitions; k++) {
        await work(contender);
      }

      if (round >= 0) {
        times[i].push((performance.now() - start) / repetitions);
      }
    }
  }

  return times.map(median);
}

async function compare(what, contenders, repetitions, work) {
  const [netgen, ...peers] = await time(contenders, repetitions, work);
  say(`${what}: NetGen ${netgen.toFixed(2)} ms`);
  peers.forEach((peer, i) => say(`  ${contenders[i + 1].name}: ${peer.toFixed(2)} ms, ratio ${(peer / netgen).toFixed(2)}`));
}

try {
  const threads = Number(new URLSearchParams(location.search).get("threads") ?? 1);
  tf.wasm.setWasmPaths("tfjs/");
  tf.wasm.setThreadsCount(threads);
  const samples = data();
  const netgen = await createNetGen(samples);
  const peers = [];
  for (const backend of ["cpu", "wasm"]) {
    peers.push(await createTensorFlow(backend, samples, netgen.weights));
  }

  say(`${navigator.userAgent}; TensorFlow.js ${tf.version.tfjs}, its wasm backend on ${threads} thread(s), ${(await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) ? "with" : "without"} SIMD`);
  netgen.predict(batch);
  const expected = netgen.answers(batch);
  const losses = await learn(netgen);
  const trainers = [netgen];
  for (const peer of peers) {
    await peer.use();
    peer.predict(batch);
    const difference = largestDifference(expected, peer.answers());
    say(`${peer.name}: probabilities differ by ${difference.toExponential(1)}`);
    if (!(difference < 1e-5)) {
      throw new Error("The networks differ.");
    }

    try {
      const theirs = await learn(peer);
      const apart = largestDifference(losses, theirs);
      say(`${peer.name}: losses of ${steps} steps differ by ${apart.toExponential(1)}`);
      if (!(apart < 1e-3)) {
        throw new Error("The trainings differ.");
      }

      trainers.push(peer);
    } catch (error) {
      if (!/not registered/.test(error.message)) {
        throw error;
      }

      say(`${peer.name}: does not train: ${error.message.split(/[.\n]/)[0]}`);
    }
  }

  await compare("prediction of one image", [netgen, ...peers], 10, contender => contender.predict(1));
  await compare("prediction of 32 images", [netgen, ...peers], 1, contender => contender.predict(batch));
  await compare("training step of 32 images", trainers, 1, contender => contender.step());
  document.documentElement.dataset.state = "done";
} catch (error) {
  say(`Failed: ${error.stack ?? error}`);
  document.documentElement.dataset.state = "failed";
}
