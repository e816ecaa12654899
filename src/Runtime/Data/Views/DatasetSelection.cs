namespace NetGen;

/// <summary>Some of another dataset's samples, or all, in an order of their own.</summary>
internal sealed class DatasetSelection(Dataset source, int[] indices) : DatasetView(source, source.InputShape)
{
    public override int Count => indices.Length;

    protected override int SourceIndex(int index) => indices[index];
}
