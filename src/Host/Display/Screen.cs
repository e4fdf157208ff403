using Spectre.Console;

namespace AlgoTrendy.Host.Display;

/// <summary>Where commands write: results to standard output, progress and remarks to standard error, so that a pipe gets results alone.</summary>
internal static class Screen
{
    private const int WidthOfPipes = 160;

    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Whether somebody watches, so that a bar may move.</summary>
    public static bool IsWatched => !Console.IsErrorRedirected && Error.Profile.Capabilities.Interactive;

    /// <summary>A plain sentence; nothing in it is markup.</summary>
    public static void Say(string sentence) => Out.WriteLine(sentence);

    public static void Remark(string sentence) => Error.WriteLine(sentence);

    public static string Plain(string text) => Markup.Escape(text);

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var isPlain = isRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new()
        {
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected || Console.IsInputRedirected ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        // A pipe has no width of its own; lines for a program must not be folded at 80.
        if (isRedirected) console.Profile.Width = WidthOfPipes;
        return console;
    }
}
