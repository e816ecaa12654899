// Both sides of the comparison, on the same network, images and weights.
import { dotnet } from "./_framework/dotnet.js";

export const batch = 32;
const side = 28;
const classes = 10;

/** Images and labels that depend on nothing. */
export function data() {
  let state = 12345;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const images = Float64Array.from({ length: batch * side * side }, () => Math.fround(next()));
  return { images, labels: Int32Array.from({ length: batch }, () => Math.floor(next() * classes)) };
}

export async function createNetGen({ images, labels }) {
  const runtime = await dotnet.create();
  const { Contender } = (await runtime.getAssemblyExports(runtime.getConfig().mainAssemblyName)).NetGen.Bench.Browser;
  const begin = () => Contender.Begin(Array.from(images), Array.from(labels));
  begin();
  return {
    name: "NetGen",
    begin,
    weights: name => Float32Array.from(Contender.Weights(name)),
    predict: count => Contender.Predict(count),
    answers: count => Array.from(Contender.Answers()).slice(0, count * classes),
    step: () => Contender.Step(),
  };
}

/** TensorFlow.js on one of its backends, with the weights that NetGen begins with. */
export async function createTensorFlow(backend, { images, labels }, weights) {
  await tf.setBackend(backend);
  await tf.ready();
  const input = tf.tensor4d(Float32Array.from(images), [batch, side, side, 1]);
  const target = tf.tensor1d(Float32Array.from(labels));
  const inputs = new Map([1, batch].map(count => [count, input.slice([0, 0, 0, 0], [count, side, side, 1])]));
  let model;
  let last;
  const contender = {
    name: `TensorFlow.js, ${backend}`,
    async use() {
      await tf.setBackend(backend);
    },
    begin() {
      model?.dispose();
      model = tf.sequential({
        layers: [
          tf.layers.conv2d({ inputShape: [side, side, 1], filters: 32, kernelSize: 3, activation: "relu" }),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.conv2d({ filters: 64, kernelSize: 3, activation: "relu" }),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.flatten(),
          tf.layers.dense({ units: classes, activation: "softmax" }),
        ],
      });
      const names = ["conv2d/kernel", "conv2d/bias", "conv2d_1/kernel", "conv2d_1/bias", "dense/kernel", "dense/bias"];
      model.setWeights(model.getWeights().map((tensor, i) => tf.tensor(weights(names[i]), tensor.shape)));
      model.compile({ optimizer: tf.train.adam(1e-3, 0.9, 0.999, 1e-7), loss: "sparseCategoricalCrossentropy" });
    },
    predict(count) {
      last = tf.tidy(() => model.predict(inputs.get(count), { batchSize: count }).dataSync());
    },
    answers: () => Array.from(last),
    step: async () => {
      const loss = await model.trainOnBatch(input, target);
      return loss;
    },
  };
  contender.begin();
  return contender;
}
