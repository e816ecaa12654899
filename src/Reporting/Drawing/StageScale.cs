using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Reporting;

/// <summary>How large the parts of a drawing are. Sizes fall more slowly than the shapes do: a map of 7 x 7 beside one of 224 x 224 is still to be seen.</summary>
internal sealed class StageScale
{
    private const double LargestSide = 132;
    private const double SmallestSide = 10;
    private const double Slowness = 0.6;
    private const double TallestColumn = 170;
    private const double LowestColumn = 50;
    private const int FewChannels = 4;

    private readonly int _largestMap;
    private readonly long _longestVector;

    public StageScale(IReadOnlyList<NetworkStage> stages)
    {
        _largestMap = stages.Where(stage => stage.HasMaps).Select(stage => Math.Max(stage.Height, stage.Width)).DefaultIfEmpty(1).Max();
        _longestVector = stages.Where(stage => !stage.HasMaps).Select(stage => stage.Size).DefaultIfEmpty(1).Max();
    }

    /// <summary>Pixels of a feature map's side.</summary>
    public double Side(int size) => Math.Max(SmallestSide, LargestSide * Math.Pow((double)size / _largestMap, Slowness));

    /// <summary>Planes of a stack: every channel where there are few, then two more for twice as many.</summary>
    public static int Planes(int channels) => channels <= FewChannels ? channels : (int)Math.Round(2 * Math.Log2(channels));

    /// <summary>Pixels of a column.</summary>
    public double ColumnHeight(long size) =>
        _longestVector == 1 ? LowestColumn : LowestColumn + ((TallestColumn - LowestColumn) * Math.Log(size) / Math.Log(_longestVector));
}
