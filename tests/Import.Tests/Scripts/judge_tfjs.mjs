// Judges layers models: node judge_tfjs.mjs FOLDER, with NAME/model.json and what it should compute in NAME.json. TensorFlow.js loads and runs each; it is
// looked for in the folder that NETGEN_TFJS names: npm install --prefix FOLDER @tensorflow/tfjs@4.22.0.

import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const tf = createRequire(join(resolve(process.env.NETGEN_TFJS ?? '.'), 'package.json'))('@tensorflow/tfjs');
const tolerance = 1e-5;

/** A model's files, as TensorFlow.js would fetch them. */
const filesOf = folder => ({
  load: async () => {
    const model = JSON.parse(readFileSync(join(folder, 'model.json')));
    const paths = model.weightsManifest.flatMap(group => group.paths);
    const data = Buffer.concat(paths.map(path => readFileSync(join(folder, path))));
    return {
      ...model,
      weightSpecs: model.weightsManifest.flatMap(group => group.weights),
      weightData: data.buffer.slice(data.byteOffset, data.byteOffset + data.length),
    };
  },
});

async function judge(folder, known) {
  const model = await tf.loadLayersModel(filesOf(folder));
  const output = model.predict(tf.tensor(known.input, known.shape)).dataSync();
  if (output.length !== known.output.length) {
    throw new Error(`${output.length} numbers come out, and not ${known.output.length}`);
  }
  const scale = Math.max(1, ...known.output.map(Math.abs));
  const difference = Math.max(...known.output.map((value, i) => Math.abs(value - output[i]))) / scale;
  if (!(difference <= tolerance)) {
    throw new Error(`TensorFlow.js computes ${difference} besides`);
  }
}

let count = 0;
let failed = 0;
await tf.setBackend('cpu');
for (const name of readdirSync(process.argv[2]).filter(name => existsSync(join(process.argv[2], name, 'model.json')))) {
  count++;
  try {
    await judge(join(process.argv[2], name), JSON.parse(readFileSync(join(process.argv[2], `${name}.json`))));
  } catch (error) {
    failed++;
    console.log(`${name}: ${error.message}`);
  }
}
console.log(`${count} models, ${failed} wrong, in TensorFlow.js ${tf.version.tfjs}`);
process.exit(failed || !count ? 1 : 0);
