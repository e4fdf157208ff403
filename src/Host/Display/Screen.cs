using System.Text;
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

    // ECMA-48, 8.3.117: select graphic rendition.
    private const string Plainly = "";
    private const string Bold = "1";
    private const string Dim = "2";
    private const string Yellow = "33";

    private static readonly JsonSerializerOptions Indented = new(Wire.Public) { WriteIndented = true };

    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Whether somebody watches, so that a bar may move.</summary>
    public static bool IsWatched => Error.Profile.Capabilities.Ansi;

    /// <summary>Whether somebody can be asked.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>A line of the result.</summary>
    public static void Say(string line = "") => Write(Out, line, Plainly);

    /// <summary>A line that stands above what follows.</summary>
    public static void Title(string line) => Write(Out, line, Bold);

    /// <summary>Above what should not be overlooked.</summary>
    public static void Warn(string line) => Write(Out, line, Yellow);

    /// <summary>How it is getting on, or why it did not.</summary>
    public static void Remark(string sentence) => Write(Error, sentence, Plainly);

    public static string Plain(string text) => Markup.Escape(Figures.OneLine(text));

    /// <summary>A table. Rows are lines, however narrow the terminal is: cells that are folded one by one cannot be read or copied.</summary>
    public static void Show(Sheet sheet)
    {
        var isHeader = sheet.HasHeader;
        foreach (var line in sheet.Lines())
        {
            Write(Out, line, isHeader ? Dim : Plainly);
            isHeader = false;
        }
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

    /// <summary>Asks for a line.</summary>
    public static string Ask(string question)
    {
        Console.Error.Write(Figures.OneLine(question) + " ");
        return Console.In.ReadLine()?.Trim() ?? "";
    }

    /// <summary>Asks for a line that nobody sees.</summary>
    public static string AskSecret(string question)
    {
        Console.Error.Write(Figures.OneLine(question) + " ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }

    // Not by the library: it would break lines at the terminal's width, and paths in two.
    private static void Write(IAnsiConsole console, string line, string style)
    {
        var text = Figures.OneLine(line);
        console.Profile.Out.Writer.WriteLine(console.Profile.Capabilities.Ansi && style.Length > 0 ? $"\e[{style}m{text}\e[0m" : text);
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
