using System.Text.Json;

namespace AlgoTrendy.Contracts.Forms;

/// <summary>A text names none of a closed set.</summary>
public sealed class NoSuchNameException(string message, IReadOnlyList<string> choices) : JsonException(message)
{
    /// <summary>What would do.</summary>
    public IReadOnlyList<string> Choices => choices;
}
