using System.Text.Json;
using AlgoTrendy.Contracts;
using Spectre.Console;

namespace AlgoTrendy.Host.Display;

/// <summary>
/// What a command shows. Its result goes to standard output: sentences and tables, or with --json one document and nothing else.
/// How it is getting on goes to standard error, so that the result can be piped. Colours and moving bars only on a terminal, and not with NO_COLOR.
/// </summary>
internal sealed class Screen
{
    private readonly IAnsiConsole _output;

    public Screen(bool isJson)
    {
        IsJson = isJson;
        IsLive = !Console.IsErrorRedirected && IsColourWanted;
        _output = On(Console.Out, !Console.IsOutputRedirected && IsColourWanted);
        Errors = On(Console.Error, IsLive);
    }

    /// <summary>Whether the result is one JSON document, and people are told nothing.</summary>
    public bool IsJson { get; }

    /// <summary>Whether somebody watches: progress may be drawn.</summary>
    public bool IsLive { get; }

    /// <summary>Whether somebody can be asked.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Where progress is drawn.</summary>
    public IAnsiConsole Errors { get; }

    // https://no-color.org: set, and not empty.
    private static bool IsColourWanted => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>A line of the result. The text may come from anywhere: it is shown as it is.</summary>
    public void Say(string line = "") => Plain(line, Style.Plain);

    /// <summary>A line that stands above what follows.</summary>
    public void Title(string line) => Plain(line, new(decoration: Decoration.Bold));

    /// <summary>A line that must not be overlooked.</summary>
    public void Warn(string line) => Plain(line, new(Color.Yellow));

    /// <summary>Says what went wrong, on standard error, and with --json too.</summary>
    public void Complain(string line) => Write(Errors, Console.Error, line, new(Color.Red));

    /// <summary>A line about how it is getting on, on standard error; not with --json.</summary>
    public void Note(string line)
    {
        if (!IsJson) Write(Errors, Console.Error, line, Style.Plain);
    }

    public void Show(Sheet sheet)
    {
        if (IsJson) return;
        if (!_output.Profile.Capabilities.Ansi)
        {
            foreach (var line in sheet.Lines()) Console.Out.WriteLine(line);
            return;
        }

        var table = new Table { Border = TableBorder.None, ShowHeaders = sheet.HasHeader };
        foreach (var column in sheet.Columns)
            table.AddColumn(new TableColumn(new Text(column.Title, new(decoration: Decoration.Dim))) { Alignment = column.IsNumber ? Justify.Right : Justify.Left, Padding = new(0, 0, 2, 0) });
        foreach (var row in sheet.Rows) table.AddRow(row.Select(cell => new Text(cell)));
        _output.Write(table);
    }

    /// <summary>The result for programs, as the public API writes it.</summary>
    public void Document<T>(T result)
    {
        if (IsJson) Console.Out.WriteLine(JsonSerializer.Serialize(result, Indented));
    }

    /// <summary>Shows that something is being done whose length nobody knows.</summary>
    public async Task<T> Wait<T>(string doing, Func<Task<T>> work) =>
        IsLive && !IsJson ? await Errors.Status().StartAsync(Markup.Escape(Figures.OneLine(doing)), _ => work()) : await work();

    /// <summary>Asks for yes or no; whoever says nothing says no.</summary>
    public static bool Confirm(string question)
    {
        Console.Error.Write(Figures.OneLine(question) + " [y/N] ");
        return Console.In.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    private static JsonSerializerOptions Indented { get; } = new(Wire.Public) { WriteIndented = true };

    private void Plain(string line, Style style)
    {
        if (!IsJson) Write(_output, Console.Out, line, style);
    }

    private static void Write(IAnsiConsole console, TextWriter writer, string line, Style style)
    {
        // Without a terminal the library would fold lines at 80 columns.
        if (console.Profile.Capabilities.Ansi) console.Write(new Text(Figures.OneLine(line) + Environment.NewLine, style));
        else writer.WriteLine(Figures.OneLine(line));
    }

    private static IAnsiConsole On(TextWriter writer, bool isLive)
    {
        return AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isLive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isLive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isLive ? InteractionSupport.Yes : InteractionSupport.No,
            // Otherwise some build servers would get colours although nobody asked.
            Enrichment = new() { UseDefaultEnrichers = false },
        });
    }
}
