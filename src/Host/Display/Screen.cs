using System.Text.Json;
using AlgoTrendy.Contracts;
using Spectre.Console;

namespace AlgoTrendy.Host.Display;

/// <summary>
/// Where commands write: results to standard output, progress and remarks to standard error, so that a pipe gets results alone.
/// Colours and moving bars only on a terminal, and not with NO_COLOR. Text may come from anywhere: none of it is markup, and none of it commands the terminal.
/// </summary>
internal static class Screen
{
    private const int WidthOfPipes = 160;

    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly JsonSerializerOptions Indented = new(Wire.Public) { WriteIndented = true };

    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Whether somebody watches, so that a bar may move.</summary>
    public static bool IsWatched => Error.Profile.Capabilities.Ansi;

    /// <summary>Whether somebody can be asked.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>A line of the result.</summary>
    public static void Say(string line = "") => Write(Out, line, Style.Plain);

    /// <summary>A line that stands above what follows.</summary>
    public static void Title(string line) => Write(Out, line, Bold);

    /// <summary>Above what should not be overlooked.</summary>
    public static void Warn(string line) => Write(Out, line, new(Color.Yellow));

    /// <summary>How it is getting on, or why it did not.</summary>
    public static void Remark(string sentence) => Write(Error, sentence, Style.Plain);

    public static string Plain(string text) => Markup.Escape(Figures.OneLine(text));

    /// <summary>A table; in a pipe as wide as it needs to be, without a space at the end of a line.</summary>
    public static void Show(Sheet sheet)
    {
        if (!Out.Profile.Capabilities.Ansi)
        {
            foreach (var line in sheet.Lines()) Out.Profile.Out.Writer.WriteLine(line);
            return;
        }

        var table = new Table { Border = TableBorder.None, ShowHeaders = sheet.HasHeader };
        foreach (var column in sheet.Columns)
            table.AddColumn(new TableColumn(new Text(column.Title, Dim)) { Alignment = column.IsNumber ? Justify.Right : Justify.Left, Padding = new(0, 0, 2, 0) });
        foreach (var row in sheet.Rows) table.AddRow(row.Select(cell => new Text(cell)));
        Out.Write(table);
    }

    /// <summary>The result for programs, as the public API writes it.</summary>
    public static void Document<T>(T result) => Out.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(result, Indented));

    /// <summary>Shows, where somebody watches, that something is being done whose length nobody knows.</summary>
    public static async Task<T> Wait<T>(string doing, Func<Task<T>> work) =>
        IsWatched ? await Error.Status().StartAsync(Plain(doing), _ => Task.Run(work)) : await work();

    /// <summary>Asks for yes or no; whoever says nothing says no.</summary>
    public static bool Confirm(string question)
    {
        Console.Error.Write(Figures.OneLine(question) + " [y/N] ");
        return Console.In.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    private static void Write(IAnsiConsole console, string line, Style style)
    {
        // A line for a program must not be folded.
        if (console.Profile.Capabilities.Ansi) console.Write(new Text(Figures.OneLine(line) + Environment.NewLine, style));
        else console.Profile.Out.Writer.WriteLine(Figures.OneLine(line));
    }

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        // https://no-color.org: set, and not empty. A dumb terminal shows control sequences as garbage.
        var isPlain = isRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) || Environment.GetEnvironmentVariable("TERM") is "dumb";
        var console = AnsiConsole.Create(new()
        {
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isPlain || Console.IsInputRedirected ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
            // Otherwise some build servers would get colours although nobody asked.
            Enrichment = new() { UseDefaultEnrichers = false },
        });
        // A pipe has no width of its own; lines for a program must not be folded at 80.
        if (isRedirected) console.Profile.Width = WidthOfPipes;
        return console;
    }
}
