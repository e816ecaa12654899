using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;

namespace NetGen.Golden.Tests.Execution;

/// <summary>Carries a batch in parts, each in a pass of its own, as several processes would: what one of them has of another has been handed over.</summary>
internal sealed class PartedPass
{
    private readonly TrainingPass[] _passes;

    public PartedPass(INetwork network, int capacity, int parts) =>
        _passes = [.. Enumerable.Range(0, parts).Select(_ => network.CreateTrainingPass(capacity, workers: 1))];

    /// <summary>The gradients of the whole batch: those of the parts, added up as the lanes are.</summary>
    /// <param name="batchOf">The batch with one of its parts.</param>
    public float[] Run(Func<(int Number, int Count), TrainingBatch> batchOf)
    {
        TrainingBatch[] batches = [.. _passes.Select((_, part) => batchOf((part, _passes.Length)))];
        foreach (TrainingPass pass in _passes)
        {
            for (int job = 0; job < pass.PackJobs; job++)
            {
                pass.Pack(job);
            }
        }

        for (int phase = 0; phase < _passes[0].Phases; phase++)
        {
            HandOver(batches, phase / 2);
            for (int part = 0; part < _passes.Length; part++)
            {
                for (int job = 0; job < _passes[part].Jobs(batches[part], phase); job++)
                {
                    _passes[part].Run(batches[part], phase, job, worker: 0);
                }
            }
        }

        return Sum([.. _passes.Where((pass, part) => pass.Lanes(batches[part]).Count > 0).Select(pass => pass.Gradients)]);
    }

    private void HandOver(TrainingBatch[] batches, int segment)
    {
        for (int part = 0; part < _passes.Length; part++)
        {
            LaneRange lanes = _passes[part].Lanes(batches[part]);
            for (int lane = lanes.First; lane < lanes.First + lanes.Count; lane++)
            {
                foreach (TrainingPass other in _passes)
                {
                    _passes[part].LaneSums(lane, segment).CopyTo(other.LaneSums(lane, segment));
                }
            }
        }
    }

    /// <summary>Pairs, then pairs of pairs: who has no partner waits.</summary>
    private static float[] Sum(List<float[]> sums)
    {
        while (sums.Count > 1)
        {
            sums = [.. sums.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : [.. pair[0].Zip(pair[1], (a, b) => a + b)])];
        }

        return sums[0];
    }
}
