using System;
using System.Linq;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Properties;

/// <summary>A network with a batch, parameters and an upstream gradient, and what the plain loops make of them.</summary>
internal sealed class Experiment
{
    /// <summary>Redrawn where a value lies closer than this to a jump of a derivative: rounding could carry it across.</summary>
    private const double SmallestMargin = 2e-5;

    /// <summary>Redrawn where rounding alone changes the margin by more than this share of it: then none is wide enough.</summary>
    private const double LargestChange = 1.0 / 8;

    private const int MostDraws = 200;

    /// <summary>After so many in vain there are half as many samples, and half as many values that may lie where a derivative jumps.</summary>
    private const int DrawsOfSize = 40;

    /// <summary>Plain loops are slow: larger networks get smaller batches.</summary>
    private const long UsualWork = 3_000_000;

    /// <summary>What takes several samples at once must have several.</summary>
    private const long WorkOfGroups = 40_000_000;

    private static readonly int[] BatchSizes = [1, 2, 3, 4, 5, 7, 18, 41];
    private static readonly int[] BatchSizesOfGraphs = [1, 2, 3, 5, 8, 9, 33, 70];

    private Experiment(NetworkSpec spec, ReferenceNetwork reference, float[] x, float[] dy)
    {
        Spec = spec;
        Reference = reference;
        X = x;
        Dy = dy;
        Run = RunOf(reference);
    }

    public NetworkSpec Spec { get; }

    public ReferenceNetwork Reference { get; }

    public float[] X { get; }

    public float[] Dy { get; }

    public ReferenceRun Run { get; }

    /// <summary>
    /// What rounding alone may do to each result: gradients that cancel (those of a bias in front of a normalization, which are nothing but rounding) can be held to that, and not
    /// to a share of what is left.
    /// </summary>
    public Rounding Rounding => field ??= Rounding.Of(this);

    private bool IsSteady => Rounding.Margin >= (1 - LargestChange) * Run.Margin && Run.Margin >= (1 - LargestChange) * Rounding.Margin;

    /// <summary>Draws until no decision hangs on rounding. The same for the same arguments, always.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="seed">Decides the batch size and all numbers.</param>
    /// <param name="kind">For <see cref="NetworkKind.Exact"/> the numbers have few bits.</param>
    /// <param name="mostWork">Multiply-adds of a batch's forward pass, at most, unless one sample has more.</param>
    public static Experiment Draw(NetworkSpec spec, uint seed, NetworkKind kind, long mostWork = UsualWork)
    {
        bool exact = kind == NetworkKind.Exact;
        var random = new Random(unchecked((int)seed));
        int[] sizes = kind is NetworkKind.Graph or NetworkKind.SampleNormalized or NetworkKind.Blocks or NetworkKind.Parts ? BatchSizesOfGraphs : BatchSizes;
        long workOfGroup = kind is NetworkKind.Panels or NetworkKind.TilesOfSamples or NetworkKind.GroupsInTraining ? WorkOfGroups : 0;
        long affordable = Math.Max(1, Math.Max(mostWork, workOfGroup) / new ReferenceNetwork(spec, batchSize: 1).Work);
        int batchSize = (int)Math.Min(affordable, sizes[random.Next(sizes.Length)]);
        for (int draw = 0; draw < MostDraws; draw++)
        {
            Experiment experiment = DrawOnce(spec, batchSize, random, exact);
            if (experiment.Run.Margin >= SmallestMargin && (exact ? experiment.Run.IsSinglePrecision : experiment.IsSteady))
            {
                return experiment;
            }

            if (draw % DrawsOfSize == DrawsOfSize - 1)
            {
                batchSize = Math.Max(1, batchSize / 2);
            }
        }

        throw new InvalidOperationException($"{MostDraws} draws all left a decision to rounding:\n{spec}");
    }

    /// <summary>Carries the batch through a network of the same shapes.</summary>
    public ReferenceRun RunOf(ReferenceNetwork reference) => reference.Run(Array.ConvertAll(X, value => (double)value), Array.ConvertAll(Dy, value => (double)value));

    private static Experiment DrawOnce(NetworkSpec spec, int batchSize, Random random, bool exact)
    {
        var reference = new ReferenceNetwork(spec, batchSize);
        foreach (ReferenceParameter parameter in reference.Parameters)
        {
            int fanIn = parameter.Shape[..^1].Aggregate(1, (product, size) => product * size);
            double limit = parameter.Role == "kernel" ? Math.Sqrt(5.0 / fanIn) : 0.5;
            for (int i = 0; i < parameter.Values.Length; i++)
            {
                bool isVariance = parameter.Role is "variance" or "moving_variance";
                parameter.Values[i] = (isVariance, exact) switch
                {
                    (true, true) => 4,
                    (true, false) => (float)(0.25 + random.NextDouble()),
                    (false, true) => (random.Next(3) - 1) / 2.0,
                    (false, false) => (float)(limit * Symmetric(random)),
                };
            }
        }

        float[] x = Numbers(batchSize * reference.Input.Size, random, exact);
        float[] dy = Numbers(batchSize * reference.Output.Size, random, exact);
        return new Experiment(spec, reference, x, dy);
    }

    private static float[] Numbers(int count, Random random, bool exact) =>
        [.. Enumerable.Range(0, count).Select(_ => exact ? (random.Next(5) - 2) / 2f : (float)Symmetric(random))];

    private static double Symmetric(Random random) => (2 * random.NextDouble()) - 1;
}
