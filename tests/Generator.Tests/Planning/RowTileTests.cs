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

    private static DensePlan Plan(int bits, int group) =>
        new(Array.Find(VectorForm.All, form => form.Bits == bits)!, features: 30, units: 20, group);

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
