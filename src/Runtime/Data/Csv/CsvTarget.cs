namespace NetGen;

/// <summary>What the target column of a CSV file holds.</summary>
public enum CsvTarget
{
    /// <summary>A class index, a whole number from 0.</summary>
    ClassIndex,

    /// <summary>A class by its name.</summary>
    ClassName,

    /// <summary>A number to predict; there may be several such columns.</summary>
    Value,
}
