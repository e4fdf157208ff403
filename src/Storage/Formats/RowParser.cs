using AlgoTrendy.Storage.Formats.Text;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats;

/// <summary>Reads the lines of one text as rows.</summary>
internal abstract class RowParser
{
    /// <summary>Reads a line; whether its values can be true is checked elsewhere.</summary>
    /// <param name="previous">The time of the row before.</param>
    /// <param name="values">Takes the values in the order of the kind's columns.</param>
    /// <returns>Why the line is no row, as a sentence; null when it is.</returns>
    public abstract string? Read(ReadOnlySpan<byte> line, Instant64 previous, Span<double> values, out Instant64 time);

    /// <summary>The sentence for the field at <paramref name="position"/> that should have been a number.</summary>
    protected static string NoNumber(ReadOnlySpan<byte> line, int position, byte delimiter, string name)
    {
        if (position > line.Length) return $"The line ends before its {name}.";
        var field = line[position..];
        var end = field.IndexOf(delimiter);
        if (end >= 0) field = field[..end];
        return field.IsEmpty ? $"The {name} is missing." : $"{Quoted.Text(field)} is no number ({name}).";
    }

    protected static string WrongCount(ReadOnlySpan<byte> line, byte delimiter, int expected) => $"The line has {line.Count(delimiter) + 1} fields, not {expected}.";
}
