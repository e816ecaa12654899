namespace NetGen;

/// <summary>A range of another dataset's samples.</summary>
internal sealed class DatasetSlice(Dataset source, int start, int count) : DatasetView(source, source.InputShape)
{
    public override int Count => count;

    protected override int SourceIndex(int index) => start + index;
}
