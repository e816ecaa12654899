using System;

namespace NetGen;

/// <summary>Writes Keras's <c>model.summary()</c>.</summary>
internal static class NetworkSummary
{
    public static string Write(NetworkInfo info) => throw new NotSupportedException();
}
