namespace NetGen.Import;

/// <summary>What an option says that a file leaves open.</summary>
internal enum OpenChoice
{
    /// <summary>No option helps.</summary>
    None,

    /// <summary>A height and a width.</summary>
    Size,

    /// <summary>One of several outputs.</summary>
    Output,

    /// <summary>Another output: the one that the option names is not there.</summary>
    OtherOutput,

    /// <summary>The height that the file says: the option names another.</summary>
    FixedHeight,

    /// <summary>The width that the file says: the option names another.</summary>
    FixedWidth,
}
