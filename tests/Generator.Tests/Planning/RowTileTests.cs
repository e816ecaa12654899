using System;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Steps.Kernels;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>How a dense layer cuts a group's samples into tiles.</summary>
public class RowTileTests
{
    public static TheoryData<int, int> FormsAndGroups()
    {
        var data = new TheoryData<int, int>();
        foreach (VectorForm form in VectorForm.All)
        {
            foreach (int group in Enumerable.Range(1, 8))
            {
                data.Add(form.Bits, group);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(FormsAndGroups))]
    public void No_group_costs_more_than_a_group_of_the_next_multiple_of_a_tile(int bits, int group)
    {
        DensePlan plan = Plan(bits, group);
        foreach (int count in Enumerable.Range(1, group))
        {
            int rows = (count + plan.TileRows - 1) / plan.TileRows * plan.TileRows;
            (int readings, int carried) = Cost(plan, count);

            Assert.InRange(readings, 1, rows / plan.TileRows);
            Assert.InRange(carried, count, rows);
        }
    }

    /// <summary>Weights that come from far are asked for ahead, one line of the caches at a time, by tiles of several samples.</summary>
    [Theory]
    [InlineData(256, 8, 2048, 1024, 16)]
    [InlineData(512, 8, 2048, 1024, 32)]
    [InlineData(256, 8, 2048, 1008, 0)]
    [InlineData(256, 1, 2048, 1024, 0)]
    [InlineData(128, 8, 2048, 1024, 0)]
    public void Weights_from_far_are_asked_for_ahead(int bits, int group, int features, int units, int floatsOfStep)
    {
        DensePlan plan = Plan(bits, group, features, units);
        var writer = new CodeWriter();
        new RowProduct { Plan = plan, Form = plan.UnitForm, Steps = features, Outputs = units, InputPitch = features, OutputPitch = units }.Write(writer);
        string text = writer.ToString();
        string[] ahead = [.. text.Split('\n').Where(line => line.Contains("VectorMath.Prefetch(", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct()];

        Assert.Equal(floatsOfStep > 0, ahead.Length > 0);
        for (int line = 0; line < floatsOfStep; line += 16)
        {
            Assert.Contains($"VectorMath.Prefetch(ref Unsafe.Add(ref b, {DensePlan.WeightsAhead + line}));", ahead);
        }
    }

    private static DensePlan Plan(int bits, int group, int features = 30, int units = 20) =>
        new(Array.Find(VectorForm.All, form => form.Bits == bits)!, features, units, group);

    /// <summary>How often the weights are read, and how many rows are computed.</summary>
    private static (int Readings, int Rows) Cost(DensePlan plan, int count)
    {
        int whole = plan.GroupSize >= plan.TileRows ? count / plan.TileRows : 0;
        int rest = count - (whole * plan.TileRows);
        RowTile? last = rest == 0 ? null : plan.RestTiles.First(tile => rest >= tile.Least);
        Assert.True(last is null || rest <= last.Rows, $"A tile of {last?.Rows} rows cannot take {rest} samples.");
        return (whole + (last is null ? 0 : 1), (whole * plan.TileRows) + (last?.Rows ?? 0));
    }
}
