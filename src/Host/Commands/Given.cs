using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Platform;
using NodaTime;

namespace AlgoTrendy.Host.Commands;

/// <summary>Options that several commands take, each read and explained the same way.</summary>
internal static class Given
{
    public static Option<bool> Json() => new("--json") { Description = "Print the result as one JSON document and nothing else" };

    public static Option<Interval?> BarLength(string description) => new("--interval") { Description = description, HelpName = "1m|1h|1d", CustomParser = ReadInterval };

    /// <summary>A date, which stands for its midnight in UTC, or a moment in UTC.</summary>
    public static Option<Instant?> Moment(string name, string description) => new(name) { Description = description, HelpName = "DATE", CustomParser = ReadMoment };

    /// <summary>A whole number, not negative.</summary>
    public static Option<int> Count(string name, string description, int otherwise, int least = 0) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => otherwise,
        CustomParser = given => ReadCount(given, least),
    };

    /// <summary>A whole number, not negative; null when it is not given.</summary>
    public static Option<int?> OptionalCount(string name, string description) => new(name) { Description = description, HelpName = "N", CustomParser = given => ReadCount(given) };

    /// <summary>An exact number: what has more digits than can be held is refused, not rounded.</summary>
    public static Option<decimal?> Amount(string name, string description, string helpName = "N") => new(name) { Description = description, HelpName = helpName, CustomParser = ReadAmount };

    /// <summary>One of a closed set, written with or without capitals and hyphens.</summary>
    public static Option<T?> OneOf<T>(string name, string description) where T : struct, Enum => new(name)
    {
        Description = description,
        HelpName = string.Join('|', Enum.GetValues<T>().Select(Hyphenated)),
        CustomParser = ReadOneOf<T>,
    };

    /// <summary>What was given as NAME=VALUE, by name.</summary>
    /// <param name="alone">What a name without a value stands for; null: it must have one.</param>
    /// <exception cref="UsageException">One of them is something else, or a name is there twice.</exception>
    public static Dictionary<string, string> Named(string option, string[] given, string? alone = null)
    {
        var named = new Dictionary<string, string>();
        foreach (var one in given)
        {
            var equals = one.IndexOf('=', StringComparison.Ordinal);
            if (equals == 0 || (equals < 0 && alone is null)) throw new UsageException($"{option} {one}: it is given as NAME=VALUE, as in {option} fast=10.");
            var (name, value) = equals < 0 ? (one, alone!) : (one[..equals], one[(equals + 1)..]);
            if (!named.TryAdd(name, value)) throw new UsageException($"{option} gives {name} twice.");
        }

        return named;
    }

    /// <summary>quote-bars for QuoteBars.</summary>
    public static string Hyphenated<T>(T value) where T : struct, Enum
    {
        var words = new StringBuilder();
        foreach (var letter in value.ToString())
        {
            if (char.IsUpper(letter) && words.Length > 0) words.Append('-');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }

    /// <summary>As seen from here: a server has another working directory.</summary>
    /// <exception cref="UsageException">It is no path.</exception>
    public static string FullPath(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (ArgumentException)
        {
            throw new UsageException(path.Length == 0 ? "A path is empty." : $"'{path}' is no path.");
        }
    }

    /// <summary>A number, with a point where it has places.</summary>
    public static decimal? ReadNumber(ArgumentResult given)
    {
        if (decimal.TryParse(TextOf(given), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return number;

        given.AddError($"{NameOf(given)} is '{TextOf(given)}'; it must be a number such as 2.5.");
        return null;
    }

    /// <summary>A number as <see cref="Amount"/> takes it.</summary>
    public static decimal? ReadAmount(ArgumentResult given)
    {
        try
        {
            return ExactDecimal.Parse(TextOf(given));
        }
        catch (FormatException)
        {
            given.AddError($"{NameOf(given)} is '{TextOf(given)}'; it must be a number such as 2.5, with at most 28 digits.");
            return null;
        }
    }

    /// <summary>One of a closed set, as <see cref="OneOf"/> takes it.</summary>
    public static T? ReadOneOf<T>(ArgumentResult given) where T : struct, Enum
    {
        var text = TextOf(given);
        foreach (var value in Enum.GetValues<T>())
            if (value.ToString().Equals(text.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)) return value;

        given.AddError($"{NameOf(given)} is '{text}'; it is one of {string.Join(", ", Enum.GetValues<T>().Select(Hyphenated))}.");
        return null;
    }

    private static Interval? ReadInterval(ArgumentResult given)
    {
        var text = TextOf(given);
        if (Interval.TryParse(text, out var interval)) return interval;

        given.AddError($"--interval is '{text}'; it is a number and s, m, h or d, as in 1m or 1d.");
        return null;
    }

    private static Instant? ReadMoment(ArgumentResult given)
    {
        var text = TextOf(given);
        if (AlgoTrendy.Platform.Moment.TryParse(text, null, out var moment)) return moment.Value;

        given.AddError($"{NameOf(given)} is '{text}'; it is a date such as 2024-01-02, or a time in UTC such as 2024-01-02T14:30:00Z.");
        return null;
    }

    private static int ReadCount(ArgumentResult given, int least = 0)
    {
        if (int.TryParse(TextOf(given), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least) return count;

        given.AddError($"{NameOf(given)} is '{TextOf(given)}'; it is a whole number{(least > 0 ? $" from {least} up," : "")} such as 20.");
        return least;
    }

    private static string TextOf(ArgumentResult given) => given.Tokens.Count == 1 ? given.Tokens[0].Value : "";

    private static string NameOf(ArgumentResult given) => (given.Parent as OptionResult)?.Option.Name ?? given.Argument.Name;
}
