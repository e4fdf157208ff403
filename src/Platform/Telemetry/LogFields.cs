using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Platform.Telemetry;

/// <summary>What every line of the log says, in whatever form it is written.</summary>
internal static class LogFields
{
    private const string Template = "{OriginalFormat}";

    public static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARNING",
        _ => "ERROR",
    };

    /// <summary>The named values of a message or a scope, without the template itself.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Of<TState>(TState state) => state is IEnumerable<KeyValuePair<string, object?>> fields
        ? fields.Where(field => field.Key != Template)
        : [];

    public static (string? Trace, string? Span) Ids() => (Activity.Current?.TraceId.ToString(), Activity.Current?.SpanId.ToString());
}
