using NetGen;
using NetGen.Import;

// The build has taken the weights out of the model; the library reads them out of the model itself. Both are the same network.
Photos embedded = Photos.Pretrained();
var loaded = new Photos(seed: 1);
loaded.LoadFrom(args[0]);

var random = new Random(1);
float[] input = [.. Enumerable.Range(0, Photos.Info.InputSize).Select(_ => random.NextSingle())];
float[] expected = loaded.Predict(input);

// And written as a model it is that network again.
string folder = Directory.CreateTempSubdirectory().FullName;
embedded.SaveOnnx(Path.Combine(folder, "copy.onnx"));
embedded.SaveKeras(Path.Combine(folder, "copy.keras"));
embedded.SaveKerasWeights(Path.Combine(folder, "copy.weights.h5"));
embedded.SaveTensorFlowJs(folder);
bool isWhole = new[] { "copy.onnx", "copy.keras", "model.json" }.All(copy => ModelFile.Read(Path.Combine(folder, copy)).Layers.Count > 0);
var weighed = new Photos(seed: 2);
weighed.LoadFrom(Path.Combine(folder, "copy.weights.h5"));
isWhole &= weighed.Predict(input).SequenceEqual(expected);
Directory.Delete(folder, recursive: true);

// A part of it has the weights of that part.
float[] filtered = Filters.Pretrained().Predict(input);
bool isPart = Filters.Info.ParameterCount < Photos.Info.ParameterCount && filtered.Any(value => value != 0);
return isWhole && isPart && expected.Any(value => value != 0) && embedded.Predict(input).SequenceEqual(expected) ? 0 : 1;

[Network("models/photos.onnx")]
public sealed partial class Photos;

[Network("models/photos.onnx", Output = "/0/Conv_output_0")]
public sealed partial class Filters;
