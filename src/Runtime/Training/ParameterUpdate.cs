using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// A step's last phase: penalties, clipping, the optimizer, constraints. The flat block is cut into chunks of a fixed length, which
/// threads share; where norms or penalties need to know to which parameter a value belongs, chunks are cut further, into
/// segments. Sums go over segments in their order, so the result does not depend on threads.
/// </summary>
internal sealed class ParameterUpdate : IPieceTaker
{
    // 64 KB of each array: a handful of arrays' chunks fit into the second-level cache together.
    private const int ChunkLength = 16 * 1024;

    private readonly NetworkParameters _parameters;
    private readonly float[] _gradients;
    private readonly Optimizer _optimizer;
    private readonly Segment[] _segments;
    private readonly int[] _firstSegment;
    private readonly double[] _penalties;
    private readonly double[] _squares;
    private readonly NormScale[] _scales;
    private readonly bool _hasPenalties;
    private readonly bool[] _isTaken;
    private readonly Jobs _prepare;
    private readonly Jobs _apply;
    private readonly Jobs _accumulate;
    private readonly Parameter[] _constrained;
    private readonly Jobs _constrain;

    public ParameterUpdate(NetworkParameters parameters, float[] gradients, Optimizer optimizer)
    {
        optimizer.Attach(parameters);
        _parameters = parameters;
        _gradients = gradients;
        _optimizer = optimizer;
        (_segments, _firstSegment) = Cut(parameters);
        _penalties = new double[_segments.Length];
        _squares = new double[_segments.Length];
        _scales = new NormScale[parameters.Count];
        Array.Fill(_scales, NormScale.None);
        _hasPenalties = parameters.Any(parameter => Penalties.Has(parameter.Info));
        _isTaken = new bool[parameters.Count];
        _prepare = new Jobs((chunk, _) => Prepare(chunk));
        _apply = new Jobs((chunk, _) => Apply(chunk));
        _accumulate = new Jobs((chunk, _) => Accumulate(chunk));
        _constrained = [.. parameters.Where(parameter => Constraints.Has(parameter.Info))];
        double[][] norms = [.. _constrained.Select(parameter => new double[Constraints.Norms(parameter.Info)])];
        _constrain = new Jobs((i, _) => Constrain(_constrained[i].Info, norms[i]));
    }

    /// <summary>Looks at what becomes of the parameters; null where nobody does.</summary>
    public NumberWatch? Watch { get; set; }

    /// <summary>Whether the next step may take gradients in pieces: nobody wants to know anything of a gradient as a whole, or keeps it.</summary>
    public bool TakesPieces => Watch is null && _optimizer.Accumulator is null && !ClipsByNorm;

    private bool ClipsByNorm => _optimizer.ClipNorm is not null || _optimizer.GlobalClipNorm is not null;

    private int Chunks => _firstSegment.Length - 1;

    /// <summary>
    /// Changes the parameters, state included, by one step and returns the penalties of what they were before. A batch that makes no step of its own leaves its
    /// gradients to the one that does, and changes the state alone.
    /// </summary>
    /// <param name="team">The threads.</param>
    /// <param name="pass">The pass that has carried the batch; null where there is none whose state changes with it.</param>
    /// <param name="lastPhase">
    /// Runs the pass's last phase, of which the pieces are taken that it completes, where <see cref="TakesPieces"/> allows it; null where all phases have run.
    /// </param>
    /// <remarks>
    /// Where an update rule throws half-way, the values are what it left behind, and predictions are made with those: nobody knows the
    /// values before.
    /// </remarks>
    public double Run(WorkerTeam team, TrainingPass? pass = null, Action? lastPhase = null)
    {
        _optimizer.BeginStep();
        using NetworkParameters.Change change = _parameters.BeginChange();
        double penalty = 0;
        Array.Clear(_isTaken);
        if (lastPhase is not null)
        {
            RunTaking(pass!, lastPhase);
        }

        if (_hasPenalties || ClipsByNorm || _optimizer.Accumulator is not null)
        {
            team.Run(_prepare, Chunks);
            penalty = _penalties.AsSpan().SumInOrder();
        }

        if (_optimizer.CompletesStep)
        {
            SetScales();
            team.Run(_apply, Chunks);
            team.Run(_constrain, _constrained.Length);
            Watch?.EndUpdate(_parameters, _gradients);
        }
        else
        {
            team.Run(_accumulate, Chunks);
        }

        pass?.UpdateState(_parameters.MutableValues);
        _optimizer.EndStep();
        return penalty;
    }

    /// <summary>A penalty is added to the gradient before the step, so what has one is left whole.</summary>
    bool IPieceTaker.Takes(int start) => !Penalties.Has(_parameters[ParameterAt(start)].Info);

    void IPieceTaker.Take(int start, Span<float> piece)
    {
        int parameter = ParameterAt(start);
        for (int at = 0; at < piece.Length; at += ChunkLength)
        {
            Span<float> gradients = piece.Slice(at, Math.Min(ChunkLength, piece.Length - at));
            _optimizer.Apply(_parameters.MutableValues.Slice(start + at, gradients.Length), gradients, start + at, parameter, NormScale.None);
        }

        Volatile.Write(ref _isTaken[parameter], true);
    }

    private void RunTaking(TrainingPass pass, Action lastPhase)
    {
        pass.PieceTaker = this;
        try
        {
            lastPhase();
        }
        finally
        {
            pass.PieceTaker = null;
        }
    }

    /// <summary>The parameter that a place in the flat block belongs to.</summary>
    private int ParameterAt(int start)
    {
        int segment = _firstSegment[start / ChunkLength];
        while (_segments[segment].End <= start)
        {
            segment++;
        }

        return _segments[segment].Parameter;
    }

    private void Prepare(int chunk)
    {
        for (int i = _firstSegment[chunk]; i < _firstSegment[chunk + 1]; i++)
        {
            Segment segment = _segments[i];
            if (_isTaken[segment.Parameter])
            {
                continue;
            }

            ParameterInfo info = _parameters[segment.Parameter].Info;
            Span<float> gradients = _gradients.AsSpan(segment.Start, segment.Length);
            if (Penalties.Has(info))
            {
                ReadOnlySpan<float> values = _parameters.Values.Slice(segment.Start, segment.Length);
                _penalties[i] = Penalties.Of(info, values);
                Penalties.AddGradient(info, values, gradients);
            }

            if (_optimizer.CompletesStep)
            {
                _optimizer.Accumulator?.Average(gradients, segment.Start);
            }

            _squares[i] = Penalties.SumOfSquares(gradients);
        }
    }

    private void SetScales()
    {
        if (_optimizer.GlobalClipNorm is { } globalBound)
        {
            Array.Fill(_scales, NormScale.ForAll(globalBound, _squares.AsSpan().SumInOrder()));
        }
        else if (_optimizer.ClipNorm is { } bound)
        {
            int i = 0;
            for (int parameter = 0; parameter < _scales.Length; parameter++)
            {
                int first = i;
                while (i < _segments.Length && _segments[i].Parameter == parameter)
                {
                    i++;
                }

                _scales[parameter] = NormScale.ForParameter(bound, _squares.AsSpan(first, i - first).SumInOrder());
            }
        }
    }

    private void Apply(int chunk)
    {
        for (int i = _firstSegment[chunk]; i < _firstSegment[chunk + 1]; i++)
        {
            Segment segment = _segments[i];
            if (_isTaken[segment.Parameter])
            {
                continue;
            }

            _optimizer.Apply(
                _parameters.MutableValues.Slice(segment.Start, segment.Length),
                _gradients.AsSpan(segment.Start, segment.Length),
                segment.Start,
                segment.Parameter,
                _scales[segment.Parameter]);
            Watch?.See(_parameters.Values.Slice(segment.Start, segment.Length));
        }
    }

    private void Accumulate(int chunk)
    {
        for (int i = _firstSegment[chunk]; i < _firstSegment[chunk + 1]; i++)
        {
            Segment segment = _segments[i];
            _optimizer.Accumulator!.Add(_gradients.AsSpan(segment.Start, segment.Length), segment.Start);
            if (_optimizer.Averages)
            {
                _optimizer.Average(_parameters.MutableValues.Slice(segment.Start, segment.Length), segment.Start);
            }
        }
    }

    private void Constrain(ParameterInfo info, double[] norms) =>
        Constraints.Apply(info, _parameters.MutableValues.Slice(info.Offset, info.Size), norms);

    private static (Segment[] Segments, int[] FirstOfChunk) Cut(NetworkParameters parameters)
    {
        var segments = new List<Segment>();
        var firstOfChunk = new List<int>();
        for (int p = 0; p < parameters.Count; p++)
        {
            if (!parameters[p].Info.IsTrainable)
            {
                continue;
            }

            int end = parameters[p].Info.Offset + parameters[p].Info.Size;
            for (int start = parameters[p].Info.Offset; start < end; start = segments[^1].End)
            {
                while (start / ChunkLength >= firstOfChunk.Count)
                {
                    firstOfChunk.Add(segments.Count);
                }

                int chunkEnd = ((start / ChunkLength) + 1) * ChunkLength;
                segments.Add(new Segment(p, start, Math.Min(end, chunkEnd) - start));
            }
        }

        firstOfChunk.Add(segments.Count);
        return ([.. segments], [.. firstOfChunk]);
    }

    private readonly record struct Segment(int Parameter, int Start, int Length)
    {
        public int End => Start + Length;
    }
}
