namespace NetGen.Generator.Declaration;

/// <summary>What a class gets beyond the members of every network.</summary>
/// <param name="LayerOutputs">Whether it shows the outputs of its layers.</param>
/// <param name="Pretrained">Whether it makes networks with weights that are part of the program.</param>
internal readonly record struct EmittedExtras(bool LayerOutputs, bool Pretrained);
