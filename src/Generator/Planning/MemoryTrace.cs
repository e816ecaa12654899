using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// Runs a plan's kernels over its memory, sample by sample and in the order of the schedule, and looks at what each of them writes over: no kernel
/// reads what another has overwritten, and none writes to what it reads. It knows nothing of lifetimes: only places, and who reads and writes.
/// </summary>
internal sealed class MemoryTrace
{
    private static readonly Block[] Blocks = [Block.Weights, Block.Work, Block.Batch, Block.Lane];

    private readonly ExecutionPlan _plan;
    private readonly PlanBuffers _buffers;
    private readonly Dictionary<PlanBuffer, Resident> _residents;

    private MemoryTrace(ExecutionPlan plan)
    {
        _plan = plan;
        _buffers = PlanBuffers.Of(plan);
        _residents = _buffers.All.Where(buffer => buffer.Place.Block != Block.None).ToDictionary(buffer => buffer, buffer => new Resident(buffer, plan.GroupSize));
    }

    public static void Verify(ExecutionPlan plan)
    {
        var trace = new MemoryTrace(plan);
        foreach (Block block in Blocks)
        {
            trace.Settle(block);
        }

        trace.Run();
    }

    private static void Require(bool holds, string otherwise) => PlanVerifier.Require(holds, otherwise);

    /// <summary>Looks at the places of one block, and who overlaps whom.</summary>
    private void Settle(Block block)
    {
        Resident[] all = [.. _residents.Values.Where(resident => resident.Block == block).OrderBy(resident => resident.Start)];
        for (int i = 0; i < all.Length; i++)
        {
            Resident resident = all[i];
            PlanBuffer buffer = resident.Buffer;
            Require(buffer.Place.Stride == 0 || buffer.Place.Stride >= buffer.Floats, $"In the {Words(block)}, samples of {buffer.Name} overlap.");
            Require(resident.End <= resident.Scale * _plan.LengthOf(block), $"In the {Words(block)}, {buffer.Name} ends behind the block.");
            for (int j = i + 1; j < all.Length && all[j].Start < resident.End; j++)
            {
                Resident other = all[j];
                RequireShared(block != Block.Weights, other, resident);
                RequireShared(other.CanBeOverwritten, resident, other);
                RequireShared(resident.CanBeOverwritten, other, resident);
                resident.Neighbours.Add(other);
                other.Neighbours.Add(resident);
            }
        }
    }

    private void RequireShared(bool mayOverlap, Resident writer, Resident other) =>
        Require(mayOverlap, $"In the {Words(other.Block)}, {writer.Buffer.Name} overlaps {other.Buffer.Name}.");

    private void Run()
    {
        foreach (Turn turn in Schedule.Of(_plan))
        {
            for (int sample = 0; sample < (turn.IsBySample ? _plan.GroupSize : 1); sample++)
            {
                foreach (Kernel kernel in turn.Kernels)
                {
                    Run(kernel, turn.Phase, turn.IsBySample || _plan.GroupSize == 1 ? sample : Resident.AllSamples);
                }
            }
        }
    }

    private void Run(Kernel kernel, int phase, int sample)
    {
        (Operand Operand, Resident Resident)[] used = [.. Used(kernel)];
        foreach ((Operand operand, Resident resident) in used)
        {
            if (resident.Block == Block.Lane && !resident.IsUsed)
            {
                // The driver clears what a lane sums up where the segment begins.
                resident.Write(sample);
            }

            RequireOnePhase(kernel, resident, phase);
            if (operand.Access is Access.Reads or Access.Adds)
            {
                Require(
                    resident.Block != Block.Work || resident.FirstPhase == phase,
                    $"{resident.Buffer.Name} lies in a worker's buffers, and {kernel.Name} reads it in another phase than that in which it was written.");
                Require(resident.HasRoomFor(sample), $"There is room for one sample only of {resident.Buffer.Name}, and {kernel.Name} reads another's.");
                if (resident.OverwrittenBy(sample) is { } other)
                {
                    RequireNotOverwritten(kernel, resident, other);
                }
            }
        }

        foreach ((_, Resident resident) in used.Where(use => use.Operand.Access != Access.Reads))
        {
            foreach ((_, Resident other) in used.Where(use => use.Resident != resident && use.Resident.Overlaps(resident, sample)))
            {
                RequireNotOverwritten(kernel, other, resident);
            }

            resident.Write(sample);
        }
    }

    private IEnumerable<(Operand Operand, Resident Resident)> Used(Kernel kernel)
    {
        foreach (Operand operand in kernel.Operands)
        {
            if (_buffers.Of(operand) is { } buffer && _residents.TryGetValue(buffer, out Resident resident))
            {
                yield return (operand, resident);
            }
        }
    }

    private void RequireNotOverwritten(Kernel kernel, Resident resident, Resident by) => Require(
        false,
        $"In the {Words(resident.Block)}, {by.Buffer.Name} overlaps {resident.Buffer.Name}, which {kernel.Name} uses when it is overwritten.");

    /// <summary>
    /// Lanes run at once, so that in the batch's buffers all of a phase happens at the same time; and what a lane sums up is cleared where the phase begins.
    /// </summary>
    private void RequireOnePhase(Kernel kernel, Resident resident, int phase)
    {
        resident.Use(phase);
        foreach (Resident other in resident.Block is Block.Batch or Block.Lane ? resident.Neighbours : [])
        {
            if (other.IsUsedBetween(resident.FirstPhase, phase))
            {
                RequireNotOverwritten(kernel, resident, other);
            }
        }
    }

    private string Words(Block block) => (block, _plan.Setting.Trains) switch
    {
        (Block.Weights, false) => "packed weights of inference",
        (Block.Weights, true) => "packed weights of training",
        (Block.Work, false) => "workspace",
        (Block.Work, true) => "worker's buffers",
        (Block.Batch, _) => "batch's buffers",
        _ => "lane's gradients",
    };

    /// <summary>A buffer in its place, and what has become of its contents.</summary>
    private sealed class Resident
    {
        public const int AllSamples = -1;

        private readonly Resident?[] _overwrittenBy;
        private int? _lastWritten;
        private int _lastPhase = -1;

        public Resident(PlanBuffer buffer, int groupSize)
        {
            Buffer = buffer;
            bool isPerSample = buffer.Place.Stride > 0 && Block is Block.Work or Block.Batch;
            Scale = Block == Block.Batch ? groupSize : 1;
            _overwrittenBy = new Resident?[isPerSample ? groupSize : 1];
        }

        public PlanBuffer Buffer { get; }

        public Block Block => Buffer.Place.Block;

        /// <summary>Samples that a float of the block's length stands for.</summary>
        public long Scale { get; }

        public long Start => Scale * Buffer.Place.Offset;

        public long End => StartOf(_overwrittenBy.Length - 1) + Buffer.Floats;

        /// <summary>Other buffers may lie there now and then: it has no border, or one that is cleared each time.</summary>
        public bool CanBeOverwritten => Buffer.Frame.IsNone || Buffer.ClearsBorder;

        /// <summary>Those that share some of its memory.</summary>
        public List<Resident> Neighbours { get; } = [];

        public int FirstPhase { get; private set; } = int.MaxValue;

        public bool IsUsed => _lastPhase >= 0;

        public void Use(int phase)
        {
            FirstPhase = Math.Min(FirstPhase, phase);
            _lastPhase = Math.Max(_lastPhase, phase);
        }

        public bool IsUsedBetween(int first, int last) => FirstPhase <= last && first <= _lastPhase;

        /// <summary>Whether a sample that was written is still there, as far as the others leave room for it.</summary>
        public bool HasRoomFor(int sample) => _overwrittenBy.Length > 1 || (_lastWritten ?? sample) == sample || Block is not (Block.Work or Block.Batch);

        /// <summary>Who has written over what was there of a sample, or null.</summary>
        public Resident? OverwrittenBy(int sample) => SamplesOf(sample).Select(i => _overwrittenBy[i]).FirstOrDefault(other => other is not null);

        /// <summary>Whether what a kernel uses of both for a sample has memory in common.</summary>
        public bool Overlaps(Resident other, int sample) =>
            Neighbours.Contains(other) && SamplesOf(sample).Any(mine => other.SamplesOf(sample).Any(theirs => Overlaps(mine, other, theirs)));

        /// <summary>Its contents are new, and those of its neighbours are gone where they lie there.</summary>
        public void Write(int sample)
        {
            _lastWritten = sample;
            foreach (int mine in SamplesOf(sample))
            {
                _overwrittenBy[mine] = null;
                foreach (Resident other in Neighbours)
                {
                    for (int theirs = 0; theirs < other._overwrittenBy.Length; theirs++)
                    {
                        other._overwrittenBy[theirs] = Overlaps(mine, other, theirs) ? this : other._overwrittenBy[theirs];
                    }
                }
            }
        }

        private IEnumerable<int> SamplesOf(int sample) =>
            sample == AllSamples ? Enumerable.Range(0, _overwrittenBy.Length) : [_overwrittenBy.Length == 1 ? 0 : sample];

        private bool Overlaps(int mine, Resident other, int theirs) =>
            StartOf(mine) < other.StartOf(theirs) + other.Buffer.Floats && other.StartOf(theirs) < StartOf(mine) + Buffer.Floats;

        private long StartOf(int sample) => Start + ((long)sample * Buffer.Place.Stride);
    }
}
