using System.Collections.Generic;

namespace NetGen.Samples.Lecture.Drawing;

/// <summary>A part of a grid that is marked: where a filter lies, or what came of it there.</summary>
/// <param name="Row">The upper row, from 0.</param>
/// <param name="Column">The left column, from 0.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Color">A place in <see cref="Colors"/>, taken round and round.</param>
internal readonly record struct GridWindow(int Row, int Column, int Height, int Width, int Color)
{
    /// <summary>Colours that can be told apart on white and on black.</summary>
    public static IReadOnlyList<string> Colors { get; } = ["#e8590c", "#1c7ed6", "#2f9e44", "#be4bdb"];

    /// <summary>The colour as SVG has it.</summary>
    public string Stroke => Colors[Color % Colors.Count];

    /// <summary>A single cell.</summary>
    public static GridWindow Cell(int row, int column, int color) => new(row, column, 1, 1, color);
}
