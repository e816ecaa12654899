namespace NetGen.Generator.Layers;

/// <summary>All kinds of layers, by the attribute that declares them.</summary>
internal static class LayerCatalog
{
    /// <summary>The layer, or null where a rule about its arguments is broken.</summary>
    /// <param name="reader">Reads its attribute.</param>
    /// <param name="isTrainable">Whether it is trained where the attribute does not say.</param>
    public static Layer? Read(LayerReader reader, bool isTrainable)
    {
        Layer? layer = reader.Kind switch
        {
            _ when MergingFunctions.Find(reader.Kind) is { } function => ValueMerging.Read(reader, function),
            Concatenate.Name => Concatenate.Read(reader),
            "Conv2D" => Conv2D.Read(reader),
            "Conv2DTranspose" => Conv2DTranspose.Read(reader),
            "DepthwiseConv2D" => DepthwiseConv2D.Read(reader),
            "SeparableConv2D" => SeparableConv2D.Read(reader),
            "MaxPooling2D" => Pooling2D.Read(reader, PoolingFunction.Max),
            "AveragePooling2D" => Pooling2D.Read(reader, PoolingFunction.Average),
            "GlobalMaxPooling2D" => GlobalPooling2D.Read(reader, PoolingFunction.Max),
            "GlobalAveragePooling2D" => GlobalPooling2D.Read(reader, PoolingFunction.Average),
            "Cropping2D" => Cropping2D.Read(reader),
            "UpSampling2D" => UpSampling2D.Read(reader),
            "ZeroPadding2D" => ZeroPadding2D.Read(reader),
            "Reshape" => Reshape.Read(reader),
            "Permute" => Permute.Read(reader),
            "Flatten" => Flatten.Read(reader),
            "Dense" => Dense.Read(reader),
            "Activation" => ActivationLayer.Read(reader),
            Rectifier.Kind => Rectifier.Read(reader),
            "LeakyReLU" => LeakyReLU.Read(reader),
            ExponentialUnit.Kind => ExponentialUnit.Read(reader),
            "PReLU" => PReLU.Read(reader),
            "Dropout" => Dropout.Read(reader),
            "SpatialDropout2D" => SpatialDropout2D.Read(reader),
            "GaussianDropout" => GaussianDropout.Read(reader),
            "AlphaDropout" => AlphaDropout.Read(reader),
            "GaussianNoise" => GaussianNoise.Read(reader),
            "RandomFlip" => RandomFlip.Read(reader),
            "RandomTranslation" => RandomTranslation.Read(reader),
            "RandomRotation" => RandomRotation.Read(reader),
            "RandomZoom" => RandomZoom.Read(reader),
            "RandomContrast" => RandomContrast.Read(reader),
            "RandomBrightness" => RandomBrightness.Read(reader),
            "RandomCrop" => RandomCrop.Read(reader),
            "Normalization" => Normalization.Read(reader),
            "BatchNormalization" => BatchNormalization.Read(reader),
            "LayerNormalization" => LayerNormalization.Read(reader),
            "GroupNormalization" => GroupNormalization.Read(reader),
            "Rescaling" => Rescaling.Read(reader),
            _ => null,
        };

        return reader.Failed || layer is null ? null : layer with { IsTrainable = reader.Flag("Trainable", isTrainable) };
    }
}
