using System;
using System.Linq;
using NetGen.Execution;
using Xunit;

namespace NetGen.Runtime.Tests.Execution;

public class PackingTests
{
    [Fact]
    public void A_transposed_matrix_has_every_value_in_its_place_and_nothing_else_is_touched()
    {
        var random = new Random(7);
        for (int i = 0; i < 500; i++)
        {
            (int rows, int columns) = (random.Next(1, 20), random.Next(1, 20));
            (int sourcePitch, int targetPitch) = (columns + random.Next(4), rows + random.Next(4));
            float[] source = [.. Enumerable.Range(1, rows * sourcePitch).Select(value => (float)value)];
            float[] target = new float[(columns * targetPitch) + 1];
            float[] expected = new float[target.Length];
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    expected[(column * targetPitch) + row] = source[(row * sourcePitch) + column];
                }
            }

            Packing.Transpose(ref source[0], rows, columns, sourcePitch, ref target[0], targetPitch);

            Assert.Equal(expected, target);
        }
    }
}
