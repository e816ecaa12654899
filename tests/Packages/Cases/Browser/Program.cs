using System;
using System.IO;
using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using Models;
using NetGen;

[assembly: SupportedOSPlatform("browser")]

// Nothing runs by itself: the page calls Reader.
return;

internal static partial class Reader
{
    private static readonly LineCnn Network = new();

    [JSExport]
    internal static void Load(byte[] weights) => Network.Load(new MemoryStream(weights));

    [JSExport]
    internal static int Read(byte[] pixels) => Network.PredictClass(Array.ConvertAll(pixels, pixel => (float)pixel));
}
