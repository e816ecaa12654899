using System;
using NetGen.Bench.Peers.OneDnn;

namespace NetGen.Bench.Peers;

/// <summary>A library to compare with.</summary>
internal enum Peer
{
    /// <summary>libtorch, by way of TorchSharp.</summary>
    Libtorch,

    /// <summary>ONNX Runtime, which does not train here.</summary>
    OnnxRuntime,

    /// <summary>oneDNN's primitives, put together by hand for each network.</summary>
    OneDnn,
}

/// <summary>Which peers can be used on this machine.</summary>
internal static class Peers
{
    /// <summary>Our own name.</summary>
    public const string NetGen = "NetGen";

    /// <summary>The name for the report.</summary>
    public static string Name(Peer peer) => peer switch
    {
        Peer.Libtorch => "libtorch",
        Peer.OnnxRuntime => "ONNX Runtime",
        _ => "oneDNN by hand",
    };

    /// <summary>The peer of a name, or null when the name is NetGen's.</summary>
    public static Peer? Parse(string name) => name == NetGen ? null : Enum.Parse<Peer>(name);

    /// <summary>The version of a peer that loads; for one that does not, the reason is printed and null returned.</summary>
    public static string? TryLoad(Peer peer)
    {
        try
        {
            return peer switch
            {
                Peer.Libtorch => LibtorchNetwork.LoadVersion(),
                Peer.OnnxRuntime => BoundSession.LoadVersion(),
                _ => Engine.LoadVersion(),
            };
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException or NotSupportedException or BadImageFormatException)
        {
            Console.WriteLine($"{Name(peer)} is left out, since it does not load here: {exception.GetBaseException().Message.Trim().Split('\n')[0]}");
            return null;
        }
    }
}
