namespace NetGen.Import.Onnx.Writing;

/// <summary>Poolings.</summary>
internal static class WritePoolings
{
    public static void Pooling(OnnxLayerWriter writer)
    {
        int[] size = writer.Sizes("pool_size");
        int[] strides = writer.Sizes("strides");
        OnnxAttributes attributes = new OnnxAttributes().Add("kernel_shape", size).Add("strides", strides)
            .Add("pads", WriteConvolutions.Pads(writer, size, strides, [1, 1]));
        bool isMean = writer.Layer.Kind == "AveragePooling2D";
        if (isMean && writer.Layer.Config.TryGetValue("count_include_pad", out object? counts) && counts is true)
        {
            attributes.Add("count_include_pad", 1L);
        }

        writer.Whole(isMean ? "AveragePool" : "MaxPool", attributes);
    }

    public static void Global(OnnxLayerWriter writer)
    {
        string kind = writer.Layer.Kind == "GlobalAveragePooling2D" ? "GlobalAveragePool" : "GlobalMaxPool";
        if (writer.Config<bool>("keepdims"))
        {
            writer.Whole(kind);
            return;
        }

        writer.Part(kind, "pool");
        writer.Part("Flatten", "Flatten");
    }
}
