using System.Linq;

namespace NetGen;

/// <summary>A tensor as the header of a safetensors file describes it; offsets are bytes in the data after the header.</summary>
internal sealed record TensorEntry(string Name, string DataType, long[] Shape, long Begin, long End)
{
    public string ShapeText => $"({string.Join(", ", Shape.Select(side => side.ToString(System.Globalization.CultureInfo.InvariantCulture)))})";
}
