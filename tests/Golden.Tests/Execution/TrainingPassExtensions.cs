using System;
using NetGen.Execution;

namespace NetGen.Golden.Tests.Execution;

/// <summary>Runs passes as a trainer does, one job after the other.</summary>
internal static class TrainingPassExtensions
{
    /// <summary>Pack, then phase by phase. Jobs go to the workers in turn.</summary>
    public static void Run(this TrainingPass pass, TrainingBatch batch)
    {
        for (int job = 0; job < pass.PackJobs; job++)
        {
            pass.Pack(job);
        }

        for (int phase = 0; phase < pass.Phases; phase++)
        {
            for (int job = 0; job < pass.Jobs(batch, phase); job++)
            {
                pass.Run(batch, phase, job, worker: job % pass.Workers);
            }
        }
    }

    /// <summary>The gradient of one parameter.</summary>
    public static ReadOnlySpan<float> Gradient(this TrainingPass pass, ParameterInfo parameter) =>
        pass.Gradients.AsSpan(parameter.Offset, parameter.Size);

    /// <summary>The input gradients of the first samples, one after the other.</summary>
    public static float[] InputGradients(this TrainingPass pass, int samples)
    {
        int size = pass.Info.InputSize;
        float[] gradients = new float[samples * size];
        for (int sample = 0; sample < samples; sample++)
        {
            pass.InputGradient(sample).CopyTo(gradients.AsSpan(sample * size, size));
        }

        return gradients;
    }
}
