using System;

namespace NetGen.Tool;

/// <summary>What keeps a command from doing its work, in words for its user.</summary>
internal sealed class ToolException(string message, Exception? cause = null) : Exception(message, cause);
