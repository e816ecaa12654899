using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using NetGen.Generator.Code;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>How a dense layer cuts a group's samples into tiles.</summary>
public class RowTileTests
{
    public static TheoryData<int, int, int> FormsGroupsAndUnits()
    {
        var data = new TheoryData<int, int, int>();
        foreach (VectorForm form in VectorForm.All)
        {
            foreach (int group in new[] { 2, 4, 8, 16, 64 })
            {
                foreach (int units in new[] { 3, 10, 20, 100, 128, 300 })
                {
                    data.Add(form.Bits, group, units);
                }
            }
        }

        return data;
    }

    /// <summary>Samples make the fewest tiles that can be, as even as can be, and there is a method for each of them, and none that nothing calls.</summary>
    [Theory]
    [MemberData(nameof(FormsGroupsAndUnits))]
    public void All_samples_of_a_group_are_in_a_tile_that_there_is(int bits, int group, int units)
    {
        RowProduct product = Product(Plan(bits, group, units: units));
        int largest = product.Plan.LargestTile;
        string[] names = [.. product.Tiles.Select(tile => tile.Signature)];
        string text = TextOf(product);

        var rows = new HashSet<int>();
        foreach (int count in Enumerable.Range(1, group))
        {
            int tiles = (count + largest - 1) / largest;
            rows.Add(count / tiles);
            rows.Add((count + tiles - 1) / tiles);
        }

        Assert.Equal(Enumerable.Range(1, largest), rows.Order());
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(rows, number => Assert.Contains(names, name => name.StartsWith($"DenseTile{number}x", StringComparison.Ordinal)));
        Assert.All(names, name => Assert.InRange(Regex.Count(text, @$"\b{name}\("), 2, int.MaxValue));
        Assert.All(Regex.Matches(text, @"DenseTile\w+(?=\()").Select(match => match.Value), name => Assert.Contains(name, names));
    }

    /// <summary>A tile of few samples takes several panels side by side, whose sums hide an addition's latency; nothing is left of the panels, whatever their number.</summary>
    [Theory]
    [MemberData(nameof(FormsGroupsAndUnits))]
    public void Tiles_fit_the_registers(int bits, int group, int units)
    {
        DensePlan plan = Plan(bits, group, units: units);
        foreach (int rows in Enumerable.Range(1, plan.LargestTile))
        {
            int columns = new RowTile(rows).Columns(plan.Form);

            Assert.True(columns % 2 == 0 && 8 % columns == 0, $"{columns} registers of units for {rows} samples are no panels that a part consists of.");

            // A single sample's multiply-adds read each weight where it is.
            Assert.InRange((rows * columns) + (rows == 1 ? 0 : columns) + 1, 1, plan.Form.Registers);
        }
    }

    /// <summary>
    /// Weights that come from far are asked for ahead, one line of the caches at a time, by tiles of several samples; from beyond the L2 cache by those alone that are through with them fast.
    /// </summary>
    [Theory]
    [InlineData(256, 6, 2048, 1024, 16)]
    [InlineData(512, 8, 2048, 1024, 32)]
    [InlineData(512, 8, 2048, 1008, 0)]
    [InlineData(512, 4, 512, 512, 32)]
    [InlineData(512, 4, 512, 496, 0)]
    [InlineData(512, 5, 512, 512, 0)]
    [InlineData(256, 1, 2048, 1024, 0)]
    [InlineData(128, 4, 2048, 1024, 0)]
    public void Weights_from_far_are_asked_for_ahead(int bits, int rows, int features, int units, int floatsOfStep)
    {
        RowProduct product = Product(Plan(bits, 8, features, units));
        var writer = new CodeWriter();
        foreach (KernelPart tile in product.Tiles.Where(tile => tile.Signature.StartsWith($"DenseTile{rows}x", StringComparison.Ordinal)))
        {
            tile.Write(writer);
        }

        string[] ahead = [.. writer.ToString().Split('\n').Where(line => line.Contains("VectorMath.Prefetch(", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct()];

        Assert.Equal(floatsOfStep > 0, ahead.Length > 0);
        for (int line = 0; line < floatsOfStep; line += 16)
        {
            Assert.Contains($"VectorMath.Prefetch(ref Unsafe.Add(ref b, {DensePlan.WeightsAhead + line}));", ahead);
        }
    }

    private static RowProduct Product(DensePlan plan) => new()
    {
        TileName = "DenseTile",
        Text = "Dense",
        Plan = plan,
        Form = plan.UnitForm,
        Steps = plan.Features,
        Outputs = plan.Units,
        InputPitch = plan.Features,
        OutputPitch = plan.Units,
    };

    private static string TextOf(RowProduct product)
    {
        var writer = new CodeWriter();
        foreach (KernelPart tile in product.Tiles)
        {
            tile.Write(writer);
        }

        product.Write(writer);
        return writer.ToString();
    }

    private static DensePlan Plan(int bits, int group, int features = 30, int units = 20) =>
        new(Array.Find(VectorForm.All, form => form.Bits == bits)!, features, units, group);
}
