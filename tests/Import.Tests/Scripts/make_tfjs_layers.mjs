// Makes models of TensorFlow.js with every kind of layer and every operator that is imported, each an output of its own, and what they compute: a layers model
// that has been trained here, and a graph model. npm install @tensorflow/tfjs@4.22.0, then node make_tfjs_layers.mjs.

import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tf = createRequire(join(process.cwd(), 'package.json'))('@tensorflow/tfjs');
const files = join(dirname(fileURLToPath(import.meta.url)), '..', 'Files', 'tfjs');
const shape = [6, 5, 4];

let state = 24680;
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0, (state >>> 8) / 2 ** 24);
const drawn = (sizes, least = -1, most = 1) => tf.tensor(Array.from({ length: sizes.reduce((a, b) => a * b, 1) }, () => least + (most - least) * random()), sizes);
const base64 = tensor => Buffer.from(new Float32Array(tensor.dataSync()).buffer).toString('base64');
const bytes = data => data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.concat(data.map(part => Buffer.from(part)));
const write = (folder, name, content) => { mkdirSync(join(files, folder), { recursive: true }); writeFileSync(join(files, folder, name), content); };
const known = (input, outputs) => JSON.stringify({ input: base64(input), outputs }, null, 0);

async function layers() {
  const images = tf.input({ shape, name: 'images' });
  const ends = [];
  const counts = {};
  const add = (kind, settings = {}, ...inputs) => {
    const name = settings.name ?? `${kind}_${counts[kind] = (counts[kind] ?? 0) + 1}`.toLowerCase();
    const output = tf.layers[kind]({ ...settings, name }).apply(inputs.length > 1 ? inputs : inputs[0] ?? images);
    ends.push(output);
    return output;
  };

  add('conv2d', { filters: 5, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' });
  add('conv2d', { filters: 3, kernelSize: 2, dilationRate: 2, useBias: false });
  add('conv2dTranspose', { filters: 2, kernelSize: 3, strides: 2, padding: 'same' });
  add('conv2dTranspose', { filters: 2, kernelSize: 2, strides: 2 });
  add('depthwiseConv2d', { kernelSize: 3, depthMultiplier: 2, strides: 2, padding: 'same' });
  add('separableConv2d', { filters: 5, kernelSize: 3, activation: 'tanh' });
  const flat = add('flatten');
  add('dense', { units: 3 }, flat);
  add('dense', { units: 3, activation: 'sigmoid', useBias: false });
  add('maxPooling2d', { poolSize: [3, 2], strides: [2, 2], padding: 'same' });
  add('averagePooling2d', { poolSize: [3, 2], strides: [2, 2], padding: 'same' });
  const mean = add('globalAveragePooling2d');
  add('globalMaxPooling2d');
  add('batchNormalization', { epsilon: 0.01 });
  add('batchNormalization', { momentum: 0.9 }, mean);
  add('layerNormalization');
  add('layerNormalization', { axis: [1, 2, 3] });
  add('rescaling', { scale: 0.25, offset: -1 });
  for (const activation of ['linear', 'relu', 'relu6', 'elu', 'selu', 'gelu', 'swish', 'sigmoid', 'tanh', 'softplus', 'softsign', 'softmax', 'logSoftmax', 'mish']) {
    add('activation', { activation, name: `activation_${activation}`.toLowerCase() });
  }

  add('reLU', { maxValue: 1.5 });
  add('leakyReLU', { alpha: 0.1 });
  add('elu');
  add('thresholdedReLU', { theta: 0.5 });
  add('softmax', { axis: -1 });
  add('softmax', {}, mean);
  add('prelu', { sharedAxes: [1, 2], alphaInitializer: 'randomNormal' });
  add('reshape', { targetShape: [5, 8, 3] });
  add('permute', { dims: [3, 1, 2] });
  add('zeroPadding2d', { padding: [[1, 2], [0, 1]] });
  add('cropping2D', { cropping: [[1, 2], [0, 1]] });

  // It writes its own size into the shape of what it reads.
  add('centerCrop', { height: 4, width: 3 }, tf.layers.zeroPadding2d({ padding: [[1, 1], [0, 0]] }).apply(images));
  add('upSampling2d', { size: [2, 3] });
  add('dropout', { rate: 0.5 });
  add('gaussianDropout', { rate: 0.5 });
  add('alphaDropout', { rate: 0.5 });
  add('gaussianNoise', { stddev: 0.5 });
  const half = add('rescaling', { scale: 0.5, offset: 0.125 });
  for (const kind of ['add', 'multiply', 'average', 'maximum', 'minimum', 'concatenate']) {
    add(kind, {}, images, half);
  }

  const model = tf.model({ inputs: images, outputs: ends, name: 'layers' });
  model.setWeights(model.weights.map(weight => drawn(weight.shape, ...(weight.name.includes('variance') ? [0.5, 1.5] : [-0.5, 0.5]))));

  // Every layer with weights is trained for some steps, but those whose gradients TensorFlow.js itself cannot compute (see the names).
  const untrained = [];
  for (const end of ends.filter(end => end.sourceLayer.trainableWeights.length > 0)) {
    const part = tf.model({ inputs: images, outputs: end });
    part.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    try {
      const steps = await part.fit(drawn([4, ...shape]), tf.zeros([4, ...end.shape.slice(1)]), { epochs: 3, batchSize: 4, verbose: 0 });
      if (!steps.history.loss.every(Number.isFinite)) {
        throw new Error('The training has run away.');
      }
    } catch (error) {
      untrained.push(`${end.sourceLayer.name}: ${error.message}`);
    }
  }

  console.log(`Not trained: ${untrained.join('; ') || 'none'}`);
  const input = drawn([1, ...shape]);
  const outputs = model.predict(input);
  await model.save(tf.io.withSaveHandler(async artifacts => {
    const { format, generatedBy, convertedBy, modelTopology, weightSpecs } = artifacts;
    write('layers', 'weights.bin', bytes(artifacts.weightData));
    write('layers', 'model.json', JSON.stringify({ format, generatedBy, convertedBy, modelTopology, weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }] }));
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  }));
  write('layers', 'known.json', known(input, Object.fromEntries(ends.map((end, i) => [end.sourceLayer.name, base64(outputs[i])]))));
}

async function graph() {
  const text = value => ({ s: Buffer.from(value).toString('base64') });
  const integers = values => ({ list: { i: values.map(String) } });
  const float = { type: 'DT_FLOAT' };
  const node = [{ name: 'images', op: 'Placeholder', attr: { dtype: float, shape: { shape: { dim: [{ size: '-1' }, ...shape.map(size => ({ size: String(size) }))] } } } }];
  const weightSpecs = [];
  const weightData = [];
  const outputs = [];
  const constant = (name, tensor, dtype = 'float32') => {
    node.push({ name, op: 'Const', attr: { dtype: { type: dtype === 'float32' ? 'DT_FLOAT' : 'DT_INT32' }, value: { tensor: {} } } });
    weightSpecs.push({ name, shape: tensor.shape, dtype });
    weightData.push(Buffer.from((dtype === 'float32' ? new Float32Array(tensor.dataSync()) : new Int32Array(tensor.dataSync())).buffer));
    return name;
  };
  const numbers = (name, ...values) => constant(name, tf.tensor(values, [values.length], 'int32'), 'int32');
  const add = (op, inputs, attr = {}, isOutput = true) => {
    const name = `${op}_${node.length}`;
    node.push({ name, op, input: inputs, attr: { T: float, ...attr } });
    if (isOutput) {
      outputs.push(name);
    }

    return name;
  };

  const window = (padding, strides = 1, dilation = 1) =>
    ({ padding: text(padding), data_format: text('NHWC'), strides: integers([1, strides, strides, 1]), dilations: integers([1, dilation, dilation, 1]) });
  const fused = (...steps) => ({ fused_ops: { list: { s: steps.map(step => text(step).s) } }, num_args: { i: '1' } });
  const kernel = constant('kernel', drawn([3, 3, 4, 5]));
  const bias = constant('bias', drawn([5]));
  add('BiasAdd', [add('Conv2D', ['images', kernel], window('SAME', 2), false), bias], { data_format: text('NHWC') });
  add('Conv2D', ['images', kernel], window('VALID', 1, 2));
  add('_FusedConv2D', ['images', kernel, bias], { ...window('SAME'), ...fused('BiasAdd', 'Relu') });
  add('_FusedConv2D', ['images', kernel, bias], { ...window('SAME'), ...fused('BiasAdd', 'LeakyRelu'), leakyrelu_alpha: { f: 0.25 } });
  const depth = constant('depth', drawn([3, 3, 4, 2]));
  add('DepthwiseConv2dNative', ['images', depth], window('SAME', 2));
  add('FusedDepthwiseConv2dNative', ['images', depth, constant('depth_bias', drawn([8]))], { ...window('VALID'), ...fused('BiasAdd', 'Relu6') });
  const flat = add('Reshape', ['images', numbers('flat', -1, 120)]);
  add('MatMul', [flat, constant('matrix', drawn([120, 3], -0.2, 0.2))], { transpose_a: { b: false }, transpose_b: { b: false } });
  add('_FusedMatMul', [flat, constant('other', drawn([120, 3], -0.2, 0.2)), constant('term', drawn([3]))],
    { transpose_a: { b: false }, transpose_b: { b: false }, ...fused('BiasAdd', 'Sigmoid') });
  for (const pool of ['MaxPool', 'AvgPool']) {
    add(pool, ['images'], { ksize: integers([1, 3, 2, 1]), strides: integers([1, 2, 2, 1]), padding: text('SAME'), data_format: text('NHWC') });
  }

  const axes = numbers('axes', 1, 2);
  const kept = add('Mean', ['images', axes], { keep_dims: { b: true } });
  add('Max', ['images', axes], { keep_dims: { b: false } });
  add('Squeeze', [kept], { squeeze_dims: integers([1, 2]) });
  for (const op of ['FusedBatchNorm', 'FusedBatchNormV2', 'FusedBatchNormV3']) {
    add(op, ['images', ...['scale', 'offset', 'mean'].map(role => constant(`${op}/${role}`, drawn([4]))), constant(`${op}/variance`, drawn([4], 0.5, 1.5))],
      { epsilon: { f: 0.01 }, is_training: { b: false }, data_format: text('NHWC') });
  }

  for (const op of ['Identity', 'StopGradient', 'Relu', 'Relu6', 'Elu', 'Selu', 'Sigmoid', 'Tanh', 'Softplus', 'Exp', 'Neg', 'Softmax', 'LogSoftmax']) {
    add(op, ['images']);
  }

  add('LeakyRelu', ['images'], { alpha: { f: 0.125 } });
  add('Prelu', ['images', constant('slopes', drawn([1, 1, 4]))]);

  // GELU, as it is written out: half of x, and the error function of x over the root of 2.
  const half = add('Mul', ['images', constant('half', tf.scalar(0.5))], {}, false);
  const root = add('Mul', ['images', constant('root', tf.scalar(Math.SQRT1_2))], {}, false);
  add('Mul', [half, add('AddV2', [add('Erf', [root], {}, false), constant('one', tf.scalar(1))], {}, false)]);

  const tanh = add('Tanh', ['images'], {}, false);
  for (const op of ['Add', 'AddV2', 'Sub', 'Mul', 'Maximum', 'Minimum']) {
    add(op, ['images', tanh]);
  }

  add('AddN', ['images', tanh, half], { N: { i: '3' } });
  add('RealDiv', ['images', constant('four', tf.scalar(4))]);
  add('ConcatV2', ['images', tanh, numbers('last', 3)], { N: { i: '2' } });
  add('Reshape', [flat, add('Shape', ['images'], { out_type: { type: 'DT_INT32' } }, false)]);
  add('Transpose', ['images', numbers('order', 0, 2, 1, 3)]);
  const vector = add('Mean', ['images', axes], { keep_dims: { b: false } }, false);
  add('Mul', ['images', add('ExpandDims', [add('ExpandDims', [vector, numbers('first', 1)], {}, false), numbers('second', 1)], {}, false)]);
  const sides = constant('sides', tf.tensor([0, 0, 1, 2, 0, 1, 0, 0], [4, 2], 'int32'), 'int32');
  add('Pad', ['images', sides]);
  add('PadV2', ['images', sides, constant('zero', tf.scalar(0))]);
  const larger = numbers('larger', 12, 10);
  add('ResizeNearestNeighbor', ['images', larger], { align_corners: { b: false }, half_pixel_centers: { b: false } });
  add('ResizeBilinear', ['images', larger], { align_corners: { b: false }, half_pixel_centers: { b: true } });

  const data = Buffer.concat(weightData);
  const modelTopology = { node, library: {}, versions: { producer: 440 } };
  const model = await tf.loadGraphModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData: data.buffer.slice(data.byteOffset, data.byteOffset + data.length) }));
  const input = drawn([1, ...shape]);
  const computed = model.execute({ images: input }, outputs);
  write('graph', 'weights.bin', data);
  write('graph', 'model.json', JSON.stringify({ format: 'graph-model', generatedBy: '2.12.0', convertedBy: 'TensorFlow.js Converter v4.22.0', modelTopology,
    weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }] }));
  write('graph', 'known.json', known(input, Object.fromEntries(outputs.map((name, i) => [name, base64(computed[i])]))));
}

await layers();
await graph();
