using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// Finds the first layer of a batch whose output is not finite, with no help from emitted code: it carries the batch forward again with all parameters zero
/// but those of the first layer, then of the first two, and so on. A layer of zeros makes zero of what is finite and NaN of what is not, so the outputs say of
/// each layer whether it is the first.
/// </summary>
internal static class ForwardProbe
{
    /// <summary>
    /// The name of the first layer that puts out what is not finite; where not exact, it may also be one without parameters behind it.
    /// </summary>
    /// <param name="network">The network, with the parameters that the batch was computed with.</param>
    /// <param name="batch">The batch, some outputs of which are not finite.</param>
    /// <param name="sample">The first sample whose outputs are not.</param>
    public static (string Layer, bool IsExact) FirstLayer(INetwork network, SampleBatch batch, int sample)
    {
        IReadOnlyList<LayerInfo> layers = network.Info.Layers;
        List<int> withParameters = [];
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i].Parameters.Any(IsCleared))
            {
                withParameters.Add(i);
            }
        }

        int real = CountUntilOther(network, batch, withParameters);
        int first = real == 0 ? 0 : withParameters[real - 1];
        int end = real < withParameters.Count ? withParameters[real] : layers.Count;
        if (network is ILayerOutputs inside)
        {
            for (int i = first; i < layers.Count; i++)
            {
                if (!Finite.All(inside.LayerOutput(layers[i].Name, batch.Input(sample))))
                {
                    return (layers[i].Name, true);
                }
            }
        }

        return (layers[first].Name, end == first + 1);
    }

    /// <summary>How many layers with parameters must have theirs until an output is not finite.</summary>
    private static int CountUntilOther(INetwork network, SampleBatch batch, List<int> layers)
    {
        NetworkParameters parameters = network.Parameters;
        TrainingPass pass = network.CreateTrainingPass(batch.Count, workers: 1);
        var probe = new ProbeBatch(batch);

        // Predictions of other threads read what they have packed already, and those that would pack wait.
        lock (parameters.Gate)
        {
            Span<float> values = parameters.MutableValues;
            float[] kept = values.ToArray();
            try
            {
                for (int real = 0; real < layers.Count; real++)
                {
                    kept.CopyTo(values);
                    Clear(values, network.Info, layers.GetRange(real, layers.Count - real));
                    if (probe.HasOtherOutputs(pass, values))
                    {
                        return real;
                    }
                }
            }
            finally
            {
                kept.CopyTo(values);
            }
        }

        return layers.Count;
    }

    private static void Clear(Span<float> values, NetworkInfo info, List<int> layers)
    {
        foreach (int layer in layers)
        {
            foreach (ParameterInfo parameter in info.Layers[layer].Parameters)
            {
                if (IsCleared(parameter))
                {
                    values.Slice(parameter.Offset, parameter.Size).Clear();
                }
            }
        }
    }

    /// <summary>Statistics stay: a layer divides by the square root of a variance.</summary>
    private static bool IsCleared(ParameterInfo parameter) =>
        parameter.Name[(parameter.Name.LastIndexOf('/') + 1)..] is not ("moving_mean" or "moving_variance" or "mean" or "variance");

    /// <summary>A batch's samples with what was drawn for them, and a look at the outputs in place of a loss.</summary>
    private sealed class ProbeBatch : TrainingBatch
    {
        private readonly SampleBatch _batch;
        private bool _hasOtherOutputs;

        public ProbeBatch(SampleBatch batch)
        {
            _batch = batch;
            Count = batch.Count;
            RandomKey = batch.RandomKey;
            GradientOfLogits = batch.GradientOfLogits;
        }

        public bool HasOtherOutputs(TrainingPass pass, ReadOnlySpan<float> parameters)
        {
            _hasOtherOutputs = false;
            pass.Hold(parameters, copies: false);
            for (int job = 0; job < pass.PackJobs; job++)
            {
                pass.Pack(job);
            }

            for (int phase = 0; phase < pass.Phases; phase++)
            {
                int jobs = pass.Jobs(this, phase);
                for (int job = 0; job < jobs; job++)
                {
                    pass.Run(this, phase, job, worker: 0);
                }
            }

            return _hasOtherOutputs;
        }

        public override ReadOnlySpan<float> Input(int sample) => _batch.Input(sample);

        public override void Score(int sample, ReadOnlySpan<float> logits, ReadOnlySpan<float> outputs, Span<float> gradient)
        {
            _hasOtherOutputs |= !Finite.All(outputs);
            gradient.Clear();
        }
    }
}
