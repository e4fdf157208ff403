namespace AlgoTrendy.Platform;

/// <summary>The folder in which the platform keeps its data. Made where it is missing.</summary>
public sealed class Home
{
    /// <exception cref="SetupException">The folder cannot be made or written to.</exception>
    public Home(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"The home folder {Path} cannot be made: {cause.Message} Choose another with --home.", cause);
        }
    }

    public string Path { get; }

    /// <summary>A folder of its own for a module or a purpose, made where it is missing.</summary>
    /// <exception cref="SetupException">The home folder cannot be written to.</exception>
    public string Folder(string name)
    {
        try
        {
            return Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(cause);
        }
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    internal SetupException NotWritable(Exception cause) => new($"The home folder {Path} cannot be written to: {cause.Message} Look at its rights and at the disk, or choose another with --home.", cause);
}
