using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace AlgoTrendy.Platform.Telemetry;

/// <summary>Writes the log for machines: one JSON object a line with timestamp, level, service, message, traceId, spanId, then the event's own fields.</summary>
internal sealed class JsonLines(TimeProvider clock) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "json-lines";
    private const string Service = "algotrendy";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly HashSet<string> Reserved = ["timestamp", "level", "service", "message", "traceId", "spanId", "exception"];

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            var (trace, span) = LogFields.Ids();
            json.WriteStartObject();
            json.WriteString("timestamp", clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", LogFields.Name(logEntry.LogLevel));
            json.WriteString("service", Service);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            if (trace is not null) json.WriteString("traceId", trace);
            if (span is not null) json.WriteString("spanId", span);
            foreach (var (name, value) in Fields(logEntry.State, scopeProvider)) Write(json, name, value);
            if (logEntry.Exception is { } exception) json.WriteString("exception", exception.ToString());
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>The event's fields, then those of the scopes around it that it does not name itself.</summary>
    private static Dictionary<string, object?> Fields<TState>(TState state, IExternalScopeProvider? scopes)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        Add(fields, LogFields.Of(state));
        scopes?.ForEachScope((scope, known) => Add(known, LogFields.Of(scope)), fields);
        return fields;
    }

    private static void Add(Dictionary<string, object?> fields, IEnumerable<KeyValuePair<string, object?>> more)
    {
        foreach (var (name, value) in more)
            if (JsonNamingPolicy.CamelCase.ConvertName(name) is var key && !Reserved.Contains(key)) fields.TryAdd(key, value);
    }

    /// <summary>Counts and statistics as numbers; all else, exact decimals too, as text.</summary>
    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            case double number when double.IsFinite(number): json.WriteNumber(name, number); break;
            default: json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }
}
