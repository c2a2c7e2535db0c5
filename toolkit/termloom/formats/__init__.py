"""One file each: readers and writers of the formats that users have."""
