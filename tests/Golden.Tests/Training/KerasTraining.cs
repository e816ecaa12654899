using System;
using System.Collections.Generic;
using System.Text.Json;
using NetGen.Golden.Tests.Cases;

namespace NetGen.Golden.Tests.Training;

/// <summary>From Keras's names of losses and optimizers to ours.</summary>
internal static class KerasTraining
{
    private static readonly Dictionary<string, Func<KerasArguments, Optimizer>> Optimizers = new()
    {
        ["SGD"] = keras => new SGD(keras.Number("learning_rate"), keras.Number("momentum", 0), keras.Flag("nesterov", false))
        {
            ClipNorm = Single(keras, "clipnorm"),
            ClipValue = Single(keras, "clipvalue"),
            GlobalClipNorm = Single(keras, "global_clipnorm"),
            WeightDecay = Single(keras, "weight_decay"),
        },
        ["RMSprop"] = keras => new RMSprop(
            keras.Number("learning_rate"),
            keras.Number("rho", 0.9),
            keras.Number("momentum", 0),
            keras.Number("epsilon", 1e-7),
            keras.Flag("centered", false))
        {
            ClipNorm = Single(keras, "clipnorm"),
            ClipValue = Single(keras, "clipvalue"),
            GlobalClipNorm = Single(keras, "global_clipnorm"),
            WeightDecay = Single(keras, "weight_decay"),
        },
        ["Adam"] = keras => new Adam(
            keras.Number("learning_rate"),
            keras.Number("beta_1", 0.9),
            keras.Number("beta_2", 0.999),
            keras.Number("epsilon", 1e-7),
            keras.Flag("amsgrad", false))
        {
            ClipNorm = Single(keras, "clipnorm"),
            ClipValue = Single(keras, "clipvalue"),
            GlobalClipNorm = Single(keras, "global_clipnorm"),
            WeightDecay = Single(keras, "weight_decay"),
        },
        ["AdamW"] = keras => new AdamW(
            keras.Number("learning_rate"),
            keras.Number("weight_decay", 0.004),
            keras.Number("beta_1", 0.9),
            keras.Number("beta_2", 0.999),
            keras.Number("epsilon", 1e-7),
            keras.Flag("amsgrad", false))
        {
            ClipNorm = Single(keras, "clipnorm"),
            ClipValue = Single(keras, "clipvalue"),
            GlobalClipNorm = Single(keras, "global_clipnorm"),
        },
        ["Adagrad"] = keras => new Adagrad(
            keras.Number("learning_rate"),
            keras.Number("initial_accumulator_value", 0.1),
            keras.Number("epsilon", 1e-7))
        {
            ClipNorm = Single(keras, "clipnorm"),
            ClipValue = Single(keras, "clipvalue"),
            GlobalClipNorm = Single(keras, "global_clipnorm"),
            WeightDecay = Single(keras, "weight_decay"),
        },
        ["Nadam"] = keras => new Nadam(
            keras.Number("learning_rate"),
            keras.Number("beta_1", 0.9),
            keras.Number("beta_2", 0.999),
            keras.Number("epsilon", 1e-7))
        {
            ClipNorm = Single(keras, "clipnorm"),
            ClipValue = Single(keras, "clipvalue"),
            GlobalClipNorm = Single(keras, "global_clipnorm"),
            WeightDecay = Single(keras, "weight_decay"),
        },
    };

    public static Optimizer Optimizer(JsonElement optimizer)
    {
        var keras = new KerasArguments(optimizer);
        if (!Optimizers.TryGetValue(keras.Type, out Func<KerasArguments, Optimizer>? create))
        {
            throw new NotSupportedException($"The optimizer '{keras.Type}' is unknown.");
        }

        Optimizer created = create(keras);
        keras.RequireNoOthers();
        return created;
    }

    public static Loss Loss(string name) => name switch
    {
        "sparse_categorical_crossentropy" => NetGen.Loss.SparseCategoricalCrossentropy,
        "categorical_crossentropy" => NetGen.Loss.CategoricalCrossentropy,
        "binary_crossentropy" => NetGen.Loss.BinaryCrossentropy,
        "mse" or "mean_squared_error" => NetGen.Loss.MeanSquaredError,
        "mae" or "mean_absolute_error" => NetGen.Loss.MeanAbsoluteError,
        "huber" => NetGen.Loss.Huber,
        _ => throw new NotSupportedException($"The loss '{name}' is unknown."),
    };

    /// <summary>Samples with the targets that the loss wants.</summary>
    public static Dataset Dataset(GoldenCase golden, string loss, NumberArray x, NumberArray y)
    {
        if (Loss(loss).TakesClasses)
        {
            return NetGen.Dataset.FromClasses(x.ToSingle(), y.ToInt32(), golden.InputShape);
        }

        int targetSize = y.Data.Length / y.Samples;
        return NetGen.Dataset.FromValues(x.ToSingle(), y.ToSingle(), targetSize, golden.InputShape);
    }

    private static float? Single(KerasArguments keras, string name) => (float?)keras.OptionalNumber(name);
}
