using System;
using NetGen;
using NetGen.Samples.Mistakes;

Dataset train = Dataset.FromClasses(new float[2 * 784], [0, 1], [28, 28, 1]);

// A network with an error offers its members: nothing is said here of what is wrong there.
var wrong = new NoFilters(seed: 42);
Console.WriteLine(NoFilters.Info.Summary());
new Trainer<NoFilters>(wrong, new Adam(), Loss.MeanSquaredError).Fit(train);

// The last layer is linear, the loss takes logarithms of probabilities.
new Trainer<Linear>(new Linear(), new Adam(), Loss.SparseCategoricalCrossentropy).Fit(train);

// Several classes, one right: not what binary cross-entropy judges.
new Trainer<Digits>(new Digits(), new Adam(), Loss.BinaryCrossentropy).Fit(Dataset.FromValues(new float[784], new float[10], 10));

// Class indices for a loss that takes one-hot targets.
new Trainer<Digits>(new Digits(), new Adam(), Loss.CategoricalCrossentropy).Fit(train);

// Rates as one finds them in a hurry.
var trainer = new Trainer<Digits>(new Digits(), new Adam(learningRate: 10, beta1: 1), Loss.SparseCategoricalCrossentropy);
trainer.Optimizer.LearningRate = 0;

trainer.Fit(train, new FitOptions { Epochs = 20, Callbacks = [new EarlyStopping(patience: 3)] });
trainer.Fit(train, new FitOptions { Epochs = 20, ValidationSplit = 0.5, Callbacks = [new EarlyStopping("val_acc", patience: 3)] });
trainer.Fit(train, new FitOptions { Epochs = 10, ValidationSplit = 0.5, Callbacks = [new EarlyStopping("val_accuracy", patience: 10)] });
trainer.Fit(train, new FitOptions { BatchSize = 0 });

var probabilities = new float[9];
trainer.Model.Predict(new float[784], probabilities);

[Network(28, 28, 1)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class Digits;

[Network(28, 28, 1)]
[Flatten]
[Dense(10)]
internal sealed partial class Linear;
