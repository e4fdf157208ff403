using System.CommandLine;
using System.CommandLine.Parsing;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host;

/// <summary>Says what is wrong with a command line, and what was most likely meant.</summary>
internal static class Mistakes
{
    public static IReadOnlyList<string> Describe(ParseResult parsed)
    {
        // A value that is wrong explains more than the words that are left over because of it.
        var values = parsed.Errors.Where(error => error.SymbolResult is not (CommandResult or ArgumentResult { Tokens.Count: 0 })).ToArray();
        if (values.Length == 0 && MistakenForValue(parsed) is { } option) return [Unknown(parsed, option)];
        if (values.Length == 0 && parsed.UnmatchedTokens.Count > 0) return [Unknown(parsed, parsed.UnmatchedTokens[0])];
        if (values.Length == 0 && Missing(parsed) is { } missing) return [missing];
        return [.. (values.Length > 0 ? values : parsed.Errors).Select(error => error.Message).Distinct()];
    }

    /// <summary>An option that is not known, which the library took for a path or a name; null when there is none. After -- anything goes.</summary>
    public static string? MistakenForValue(ParseResult parsed)
    {
        if (parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)) return null;

        var results = parsed.CommandResult.Children;
        var arguments = results.OfType<ArgumentResult>().SelectMany(result => result.Tokens).Where(token => token.Value is ['-', _, ..]);
        // One hyphen may be the sign of a number.
        var values = results.OfType<OptionResult>().SelectMany(result => result.Tokens).Where(token => token.Value.StartsWith("--", StringComparison.Ordinal));
        return arguments.Concat(values).Select(token => token.Value).FirstOrDefault();
    }

    private static string? Missing(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Action is null && command.Subcommands.Count > 0) return $"'{PathOf(parsed.CommandResult)}' needs one of {string.Join(", ", command.Subcommands.Select(each => each.Name))}.";

        var missing = command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is not { Tokens.Count: > 0 }).Select(argument => argument.HelpName ?? argument.Name).ToList();
        return missing.Count > 0 ? $"'{PathOf(parsed.CommandResult)}' needs {string.Join(" and ", missing)}. '{PathOf(parsed.CommandResult)} --help' says more." : null;
    }

    /// <summary>algotrendy data import</summary>
    private static string PathOf(CommandResult result)
    {
        var names = new List<string>();
        for (var each = result; each is not null; each = each.Parent as CommandResult) names.Insert(0, each.Command.Name);
        return string.Join(' ', names);
    }

    public static string Unknown(ParseResult parsed, string token)
    {
        var command = parsed.CommandResult.Command;
        var root = parsed.RootCommandResult.Command;
        var path = PathOf(parsed.CommandResult);
        if (token.StartsWith('-'))
        {
            var name = token.Split('=', ':')[0];
            var options = command.Options.Concat(root.Options.Where(option => option.Recursive)).Select(option => option.Name);
            return $"'{path}' has no option {name}.{NearestName.Hint(name, options)} '{path} --help' lists them.";
        }

        return command.Subcommands.Count > 0
            ? $"There is no command '{(command == root ? token : $"{command.Name} {token}")}'.{NearestName.Hint(token, command.Subcommands.Select(each => each.Name))} '{path} --help' lists what there is."
            : $"'{path}' does not know what to do with '{token}'. '{path} --help' says what it takes.";
    }
}
