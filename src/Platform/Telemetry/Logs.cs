using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace AlgoTrendy.Platform.Telemetry;

/// <summary>Where the log goes and how much of it: short lines at a terminal and of a command, JSON lines otherwise (Logging:Format = short or json decides).</summary>
internal static class Logs
{
    /// <param name="toError">For commands, whose standard output is their result.</param>
    public static void AddLogs(this IHostApplicationBuilder host, LogLevel level, bool toError)
    {
        var format = host.Configuration["Logging:Format"] switch
        {
            "json" => JsonLines.FormatName,
            "short" => ShortLines.FormatName,
            null => toError || !Console.IsOutputRedirected ? ShortLines.FormatName : JsonLines.FormatName,
            var other => throw new UsageException($"Logging:Format is '{other}'; it can be json or short."),
        };

        host.Logging
            .SetMinimumLevel(Level(host.Configuration["Logging:Level"]) ?? level)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("System", LogLevel.Warning)
            // A request that was refused is no fault of ours, and a fault is logged where it is answered.
            .AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None)
            .AddConsole(console =>
            {
                console.FormatterName = format;
                if (toError) console.LogToStandardErrorThreshold = LogLevel.Trace;
            })
            .AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>()
            .AddConsoleFormatter<ShortLines, ConsoleFormatterOptions>();
    }

    private static LogLevel? Level(string? text) => text?.ToUpperInvariant() switch
    {
        null => null,
        "DEBUG" => LogLevel.Debug,
        "INFO" => LogLevel.Information,
        "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "OFF" => LogLevel.None,
        _ => throw new UsageException($"Logging:Level is '{text}'; it can be DEBUG, INFO, WARNING, ERROR or OFF."),
    };
}
