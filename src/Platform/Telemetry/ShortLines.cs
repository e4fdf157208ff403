using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace AlgoTrendy.Platform.Telemetry;

/// <summary>Writes the log for a person at a terminal: the sentence, with its level when it is a warning or worse.</summary>
internal sealed class ShortLines() : ConsoleFormatter(FormatName)
{
    public const string FormatName = "short-lines";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.LogLevel >= LogLevel.Warning) textWriter.Write(LogFields.Name(logEntry.LogLevel) + " ");
        textWriter.Write(logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } exception) textWriter.Write($" ({exception.GetType().Name}: {exception.Message})");
        textWriter.WriteLine();
    }
}
