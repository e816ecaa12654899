using System;

namespace NetGen.Samples.WebApi.Bodies;

/// <summary>A body of the right type that is none: the message says what was expected and what came.</summary>
internal sealed class BadBodyException(string message, Exception? inner = null) : Exception(message, inner);
