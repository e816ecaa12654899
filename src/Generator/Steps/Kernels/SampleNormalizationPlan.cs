using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>What a loop over a sample goes along, besides the run of values that lie side by side.</summary>
internal enum Along
{
    Rows,
    Columns,
    Groups,
}

/// <summary>A loop over a sample.</summary>
/// <param name="Statistics">Statistics from one iteration's to the next one's.</param>
/// <param name="Parameters">Factors from one iteration's to the next one's.</param>
internal readonly record struct SampleLoop(Along Along, int Count, int Statistics, int Parameters)
{
    /// <summary>The loop's variable.</summary>
    public string Variable => Along switch
    {
        Along.Rows => "row",
        Along.Columns => "column",
        _ => "group",
    };
}

/// <summary>
/// How the statistics of a sample are computed. Each statistic is of a run of values that lie side by side, of some rows, or of some columns: then a register holds values
/// of one statistic and its sum is one number (<see cref="IsAlongRun"/> is false). Or values side by side are of different statistics, which then lie side by side in registers
/// too; where groups of a few channels have one in common, their sums are put together between two sweeps.
/// </summary>
internal sealed class SampleNormalizationPlan
{
    private SampleNormalizationPlan(Shape shape, int parameters)
    {
        Shape = shape;
        Parameters = parameters;
        Pitch = Split.RoundUp(parameters, Arena.Line);
    }

    public Shape Shape { get; }

    /// <summary>The loops over what has statistics of its own.</summary>
    public ImmutableArray<SampleLoop> Outer { get; private init; } = [];

    /// <summary>The loops over what has its statistics in common, around the run.</summary>
    public ImmutableArray<SampleLoop> Inner { get; private init; } = [];

    /// <summary>All loops around the factors' gradients: over what has factors of its own, and over what has them in common.</summary>
    public ImmutableArray<SampleLoop> GradientLoops { get; private init; } = [];

    /// <summary>Values side by side within these loops.</summary>
    public int GradientRun { get; private init; }

    /// <summary>Values side by side: of a group of channels, of a pixel or of a row of pixels.</summary>
    public int Run { get; private init; }

    /// <summary>Whether each value of a run has another statistic.</summary>
    public bool IsAlongRun { get; private init; }

    /// <summary>Whether each value of a run has another factor; else a loop around it has.</summary>
    public bool HasParametersAlongRun { get; private init; } = true;

    /// <summary>Channels whose statistics are one, though they lie along a run; 0 where none are put together.</summary>
    public int Together { get; private init; }

    /// <summary>Values of one statistic.</summary>
    public int Values { get; private init; }

    /// <summary>Number of statistics; those that lie along a run each for itself.</summary>
    public int Statistics { get; private init; }

    /// <summary>Number of factors, and of terms.</summary>
    public int Parameters { get; }

    /// <summary>Floats from the sums that are the factors' gradients to those that are the terms'.</summary>
    public int Pitch { get; }

    /// <summary>Floats from the packed factors to the packed terms. Along a row of pixels those of the channels are repeated.</summary>
    public int Terms => Split.RoundUp(Packed, Arena.Line);

    /// <summary>Number of packed factors.</summary>
    public int Packed => Together > 0 ? Run : Parameters;

    /// <summary>Floats from the means to the reciprocals of the deviations, and from these to the shifts.</summary>
    public int StatisticPitch => Split.RoundUp(Statistics, Arena.Line);

    /// <summary>Floats of all statistics of a sample.</summary>
    public int StatisticsLength => 3 * StatisticPitch;

    /// <summary>Floats from one iteration of a loop to the next one.</summary>
    /// <param name="loop">One of the loops.</param>
    /// <param name="rowStride">Floats from one row of pixels to the next.</param>
    public int Stride(SampleLoop loop, int rowStride) => loop.Along switch
    {
        Along.Rows => rowStride,
        Along.Columns => Shape.Channels,
        _ => Run,
    };

    /// <summary>The plan of a layer.</summary>
    public static SampleNormalizationPlan Of(SampleNormalization layer, VectorForm form, Shape shape) => layer is GroupNormalization groups
        ? OfGroups(form, shape, groups.GroupsOf(shape))
        : OfAxes((LayerNormalization)layer, shape);

    /// <summary>Groups of channels that fill a register have sums of their own; those of fewer channels are summed by channel, or by place in a row.</summary>
    private static SampleNormalizationPlan OfGroups(VectorForm form, Shape shape, int groups)
    {
        int channels = shape.Channels / groups;
        int values = shape.Height * shape.Width * channels;
        var rows = new SampleLoop(Along.Rows, shape.Height, 0, 0);
        var columns = new SampleLoop(Along.Columns, shape.Width, 0, 0);
        if (channels >= form.Lanes)
        {
            var each = new SampleLoop(Along.Groups, groups, 1, channels);
            return new(shape, shape.Channels)
            {
                Outer = [each],
                Inner = [rows, columns],
                GradientLoops = [each, rows, columns],
                GradientRun = channels,
                Run = channels,
                Values = values,
                Statistics = groups,
            };
        }

        bool isByPixel = shape.Channels >= form.Lanes || shape.Width == 1;
        int run = isByPixel ? shape.Channels : shape.Width * shape.Channels;
        return new(shape, shape.Channels)
        {
            Inner = isByPixel ? [rows, columns] : [rows],
            GradientLoops = [rows, columns],
            GradientRun = shape.Channels,
            Run = run,
            IsAlongRun = true,
            Together = isByPixel && channels == 1 ? 0 : channels,
            Values = values,
            Statistics = run,
        };
    }

    private static SampleNormalizationPlan OfAxes(LayerNormalization layer, Shape shape)
    {
        (bool ofRows, bool ofColumns, bool ofChannels) = layer.AxesOf(shape);
        int row = shape.Width * shape.Channels;
        bool hasColumns = ofColumns != ofChannels;
        SampleLoop rows = ofRows
            ? new(Along.Rows, shape.Height, 0, Parameters: ofColumns && ofChannels ? row : ofChannels ? shape.Channels : ofColumns ? shape.Width : 1)
            : new(Along.Rows, shape.Height, Statistics: !ofChannels ? shape.Channels : ofColumns ? 1 : shape.Width, 0);
        SampleLoop columns = ofColumns
            ? new(Along.Columns, shape.Width, 0, Parameters: ofChannels ? shape.Channels : 1)
            : new(Along.Columns, shape.Width, Statistics: ofChannels ? 1 : shape.Channels, 0);
        SampleLoop[] all = hasColumns ? [rows, columns] : [rows];
        int parameters = layer.ParameterShape(shape).Aggregate(1, (product, size) => product * size);
        return new(shape, parameters)
        {
            Outer = [.. all.Where(loop => !IsReduced(loop))],
            Inner = [.. all.Where(IsReduced)],
            GradientLoops = [.. all],
            GradientRun = hasColumns ? shape.Channels : row,
            Run = hasColumns ? shape.Channels : row,
            IsAlongRun = !ofChannels,
            HasParametersAlongRun = ofChannels,
            Values = layer.ValuesOf(shape),
            Statistics = (int)(shape.Size / layer.ValuesOf(shape)),
        };

        bool IsReduced(SampleLoop loop) => loop.Along == Along.Rows ? ofRows : ofColumns;
    }
}
