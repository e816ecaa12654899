// The network lives in a thread of its own, so that the page stays quick while it learns.
import { dotnet } from "./_framework/dotnet.js";

const stepsToTest = 5;
let classroom;
let training = 0;
let steps = 0;

async function download(name) {
  const response = await fetch(`data/${name}`);
  if (!response.ok) {
    throw new Error(`data/${name}: ${response.status} ${response.statusText}`);
  }

  const bytes = new Uint8Array(await response.arrayBuffer());
  // Some servers have decompressed it on the way already.
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isGzip ? new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer()) : bytes;
}

async function open() {
  const [runtime, ...files] = await Promise.all([
    dotnet.create(),
    download("digits.safetensors"),
    download("images-idx3-ubyte.gz"),
    download("labels-idx1-ubyte.gz"),
  ]);
  const exports = await runtime.getAssemblyExports(runtime.getConfig().mainAssemblyName);
  classroom = exports.NetGen.Samples.Browser.Classroom;
  classroom.Open(...files);
  return performance.getEntriesByType("resource").map(entry => entry.name);
}

/** Takes steps until there are enough or somebody stops it; between two of them questions are answered. */
async function train(count) {
  const mine = ++training;
  for (let i = 0; i < count && mine === training; i++) {
    const [loss, accuracy, milliseconds] = classroom.Step();
    steps++;
    const tested = steps % stepsToTest === 0 || i === count - 1 ? classroom.Test() : null;
    postMessage({ progress: { step: steps, loss, accuracy, milliseconds, tested } });
    await new Promise(resolve => setTimeout(resolve));
  }

  return mine === training;
}

const calls = {
  open,
  train,
  stop: () => void training++,
  show(brightness, width) {
    const seen = classroom.Show(brightness, width);
    return { seen, ...calls.look() };
  },
  look() {
    const answer = classroom.Answer();
    return {
      probabilities: answer.slice(0, 10),
      milliseconds: answer[10],
      maps: { conv2d: classroom.FeatureMaps("conv2d", 32), conv2d_1: classroom.FeatureMaps("conv2d_1", 64) },
    };
  },
  teach: label => classroom.Teach(label),
  begin(seed) {
    calls.stop();
    steps = 0;
    classroom.Begin(seed);
    return classroom.Test();
  },
  restore() {
    calls.stop();
    steps = 0;
    classroom.Restore();
    return classroom.Test();
  },
  save: () => classroom.Save(),
};

addEventListener("message", async ({ data: { id, call, values } }) => {
  try {
    postMessage({ id, result: await calls[call](...values) });
  } catch (error) {
    postMessage({ id, error: String(error?.message ?? error) });
  }
});
