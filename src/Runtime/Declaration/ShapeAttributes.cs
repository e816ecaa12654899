using System;

namespace NetGen;

/// <summary>
/// Turns an image into a vector in row-major order, channels fastest (Keras: <c>Flatten</c>).
/// Input (height, width, channels), output (height * width * channels).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class FlattenAttribute : PlainLayerAttribute;
