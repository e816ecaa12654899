// Makes the layers models of TensorFlow.js that the tests of their reader use, and what they compute: npm install @tensorflow/tfjs@4.22.0, then node make_tfjs.mjs.

import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tf = createRequire(join(process.cwd(), 'package.json'))('@tensorflow/tfjs');
const files = join(dirname(fileURLToPath(import.meta.url)), '..', 'Files', 'tfjs');
mkdirSync(files, { recursive: true });

let state = 12345;
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0, (state >>> 8) / 2 ** 24);

const images = tf.input({ shape: [12, 12, 2] });
let x = tf.layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu', name: 'stem' }).apply(images);
const skip = x;
x = tf.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', name: 'depthwise' }).apply(x);
x = tf.layers.batchNormalization({ name: 'norm' }).apply(x);
x = tf.layers.leakyReLU({ alpha: 0.1 }).apply(x);
x = tf.layers.add().apply([x, skip]);
x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x);
x = tf.layers.separableConv2d({ filters: 6, kernelSize: 3, name: 'separable' }).apply(x);
x = tf.layers.upSampling2d({ size: [2, 2] }).apply(x);
x = tf.layers.globalAveragePooling2d({}).apply(x);
x = tf.layers.dense({ units: 5, activation: 'softmax', name: 'scores' }).apply(x);
const model = tf.model({ inputs: images, outputs: x });
model.setWeights(model.getWeights().map((weight, i) => tf.tensor(
  Array.from({ length: weight.size }, () => (model.weights[i].name.includes('variance') ? 0.5 + random() : random() - 0.4)), weight.shape)));

await model.save(tf.io.withSaveHandler(async artifacts => {
  const data = Buffer.from(artifacts.weightData instanceof ArrayBuffer ? artifacts.weightData : Buffer.concat(artifacts.weightData.map(part => Buffer.from(part))));
  const half = data.length >> 1;
  writeFileSync(join(files, 'group1-shard1of2.bin'), data.subarray(0, half));
  writeFileSync(join(files, 'group1-shard2of2.bin'), data.subarray(half));
  const manifest = weights => [{ paths: ['group1-shard1of2.bin', 'group1-shard2of2.bin'], weights }];
  const { format, generatedBy, convertedBy, modelTopology } = artifacts;
  writeFileSync(join(files, 'model.json'), JSON.stringify({ format, generatedBy, convertedBy, modelTopology, weightsManifest: manifest(artifacts.weightSpecs) }));

  // Every weight as bytes between its smallest and largest value, as the converter quantizes them.
  const pieces = [];
  let at = 0;
  const specs = artifacts.weightSpecs.map(spec => {
    const count = spec.shape.reduce((a, b) => a * b, 1);
    const values = new Float32Array(data.buffer.slice(data.byteOffset + at, data.byteOffset + at + 4 * count));
    at += 4 * count;
    const min = Math.min(...values);
    const scale = (Math.max(...values) - min) / 255 || 1;
    pieces.push(Buffer.from(values.map(value => Math.round((value - min) / scale))));
    return { ...spec, quantization: { min, scale, dtype: 'uint8' } };
  });
  writeFileSync(join(files, 'quantized.bin'), Buffer.concat(pieces));
  writeFileSync(join(files, 'quantized.json'), JSON.stringify({ format, generatedBy, convertedBy, modelTopology, weightsManifest: [{ paths: ['quantized.bin'], weights: specs }] }));
  return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
}));

const input = tf.tensor(Array.from({ length: 2 * 12 * 12 * 2 }, random), [2, 12, 12, 2]);
const output = model.predict(input);
writeFileSync(join(files, 'known.json'), JSON.stringify({ input: Array.from(input.dataSync()), output: Array.from(output.dataSync()) }));
